package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One model's part of the page. A figure that fails is replaced by a notice, and the others remain.
 *
 * @param id its anchor
 * @param summary its versions and days on one line
 * @param tables the tables of comparisons
 */
record ModelSection(
    String id, String name, String summary, List<Figure> figures, List<DataTable> tables) {
  static ModelSection of(ModelFigures model) {
    String id = model.anchor("model");
    return Fallback.of(
        "model " + model.name(),
        () -> new ModelSection(
            id, PlainText.of(model.model()), summary(model), figures(model), tables(model)),
        reason -> new ModelSection(
            id, PlainText.of(model.model()), "This part " + reason, List.of(), List.of()));
  }

  private static List<Figure> figures(ModelFigures model) {
    List<Figure> figures = new ArrayList<>();
    figures.add(figure(model, "latency", "Latency", LatencyFigure::of));
    figures.add(figure(model, "requests", "Requests", TrafficFigure::of));
    figures.add(figure(model, "budget", "Error budget", BudgetFigure::of));
    if (model.numeric()) {
      figures.add(figure(model, "error", "Error", ErrorFigure::of));
    } else {
      figures.add(figure(model, "accuracy", "Accuracy", AccuracyFigure::of));
      if (VersionFigure.isWorthwhile(model)) {
        figures.add(figure(model, "versions", "Versions", VersionFigure::of));
      }
    }
    figures.add(figure(model, "coverage", "Label coverage", CoverageFigure::of));
    if (!model.numeric()) {
      figures.add(figure(model, "calibration", "Calibration", CalibrationFigure::of));
      figures.add(figure(model, "confusion", "Confusion matrix", ConfusionFigure::of));
    }
    return figures;
  }

  private static Figure figure(
      ModelFigures model, String part, String title, Function<ModelFigures, Figure> figure) {
    return Figure.of(model.anchor(part), title, () -> figure.apply(model));
  }

  private static List<DataTable> tables(ModelFigures model) {
    List<DataTable> tables = new ArrayList<>();
    table(model, "versions", () -> VersionTable.of(model)).ifPresent(tables::add);
    table(model, "versions against their baseline", () -> new AccuracyNarrative(model).table())
        .ifPresent(tables::add);
    table(model, "is it slower?", () -> LatencyNarrative.table(model)).ifPresent(tables::add);
    return tables;
  }

  private static Optional<DataTable> table(
      ModelFigures model, String what, Supplier<Optional<DataTable>> table) {
    String caption = model.name() + ": " + what;
    return Fallback.of(
        caption, table, reason -> Optional.of(DataTable.saying(caption, "This table " + reason)));
  }

  private static String summary(ModelFigures model) {
    String versions = model.versions().size() == 1
        ? "version " + PlainText.brief(model.versions().get(0).name())
        : Notation.count(model.versions().size(), "version");
    return Notation.count(model.requests(), "request")
        + " in "
        + Notation.count(model.latency().size(), "day")
        + ", "
        + versions;
  }
}
