package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One model's part of the page.
 *
 * @param id its anchor
 * @param summary its versions and days in a line
 * @param tables what is compared with what
 */
record ModelSection(
    String id, String name, String summary, List<Figure> figures, List<DataTable> tables) {
  static ModelSection of(ModelFigures model) {
    List<Figure> figures = new ArrayList<>();
    figures.add(LatencyFigure.of(model));
    figures.add(TrafficFigure.of(model));
    figures.add(BudgetFigure.of(model));
    if (model.numeric()) {
      figures.add(ErrorFigure.of(model));
    } else {
      figures.add(AccuracyFigure.of(model));
      VersionFigure.of(model).ifPresent(figures::add);
    }
    figures.add(CoverageFigure.of(model));
    if (!model.numeric()) {
      figures.add(CalibrationFigure.of(model));
      figures.add(ConfusionFigure.of(model));
    }
    return new ModelSection(
        model.anchor("model"), PlainText.of(model.model()), summary(model), figures, tables(model));
  }

  private static List<DataTable> tables(ModelFigures model) {
    return Stream.of(
            VersionTable.of(model), new SignalWords(model).table(), SlowDownWords.table(model))
        .flatMap(Optional::stream)
        .toList();
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
