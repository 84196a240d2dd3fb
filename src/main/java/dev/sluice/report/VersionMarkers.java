package dev.sluice.report;

import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import java.util.List;

/** Markers at the first day of each version: a dotted line with the version's name. */
final class VersionMarkers {
  /** Limit of markers: more would cover the figures. The table of versions has all of them. */
  private static final int MAX_MARKERS = 4;

  private static final int MAX_LABEL_LENGTH = 12;
  private static final double TEXT_SIZE = 5;

  /** The height of the name, as a share of the chart's height. */
  private static final double HEIGHT = 0.05;

  private VersionMarkers() {}

  static void draw(ModelFigures model, Plot plot, Axis y) {
    for (ModelFigures.Version version : marked(model)) {
      double at = Period.at(version.first()) - 0.5;
      boolean late = version.first().plusDays(3).isAfter(model.period().last());
      plot.layer(Layer.mark(at, Ink.MARK));
      plot.layer(Layer.text(
              List.of(at + (late ? -0.2 : 0.2)),
              List.of(y.at(HEIGHT)),
              List.of("v " + PlainText.brief(version.name(), MAX_LABEL_LENGTH)),
              Ink.MARK,
              TEXT_SIZE)
          .set("hjust", late ? 1.0 : 0.0));
    }
  }

  /** Draws a marker at the day on which the accuracy or error changed. */
  static void change(ModelFigures model, Plot plot) {
    new AccuracyNarrative(model)
        .change()
        .ifPresent(change -> plot.layer(Layer.mark(Period.at(change.day()) - 0.5, Ink.OBJECTIVE)));
  }

  static List<Figure.Key> keys(ModelFigures model) {
    return marked(model).isEmpty()
        ? List.of()
        : List.of(new Figure.Key(Ink.MARK, "dots", "first day of a version"));
  }

  private static List<ModelFigures.Version> marked(ModelFigures model) {
    List<ModelFigures.Version> arrivals = model.arrivals();
    return arrivals.subList(Math.max(0, arrivals.size() - MAX_MARKERS), arrivals.size());
  }
}
