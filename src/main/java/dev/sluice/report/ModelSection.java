package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model's part of the page.
 *
 * @param id its anchor
 * @param summary its versions and days in a line
 * @param versions null where there is but one
 */
record ModelSection(
    String id,
    String name,
    String summary,
    List<Figure> figures,
    @Nullable DataTable versions) {
  static ModelSection of(ModelFigures model) {
    List<Figure> figures = new ArrayList<>();
    figures.add(LatencyFigure.of(model));
    figures.add(TrafficFigure.of(model));
    if (model.numeric()) {
      figures.add(ErrorFigure.of(model));
    } else {
      figures.add(AccuracyFigure.of(model));
      VersionFigure.of(model).ifPresent(figures::add);
    }
    figures.add(CoverageFigure.of(model));
    if (!model.numeric()) {
      figures.add(ConfusionFigure.of(model));
    }
    return new ModelSection(
        model.anchor("model"),
        PlainText.of(model.model()),
        summary(model),
        figures,
        model.versions().size() > 1 ? VersionTable.of(model) : null);
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
