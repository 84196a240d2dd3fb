package dev.sluice.report;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/** Requests and failed requests by day, one above the other. */
final class TrafficFigure {
  private static final String PANEL = "panel";

  private TrafficFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("requests");
    if (model.requests() == 0) {
      return Figure.empty(id, "Requests", "There was no request in this period.");
    }
    String title = "%s, %s failed (%s)"
        .formatted(
            Notation.count(model.requests(), "request"),
            Notation.count(model.failed()),
            Notation.percent((double) model.failed() / model.requests()));
    return new Figure(
        id,
        title,
        "n = " + Notation.count(model.requests(), "request") + ", "
            + model.period().inWords(),
        List.of(
            new Figure.Key(Ink.REQUESTS, "box", "requests"),
            new Figure.Key(Ink.FAILED, "box", "failed")),
        plot(model).svg(id, model.name() + ": " + title),
        null,
        table(model));
  }

  private static Plot plot(ModelFigures model) {
    return Plot.framed(Sizes.WIDTH, Sizes.HEIGHT)
        .axis(model.period().axis())
        .layer(columns(model, LatencyFigures::requests, Ink.REQUESTS, "requests"))
        .layer(columns(model, LatencyFigures::failed, Ink.FAILED, "failed"))
        .panels(PANEL);
  }

  private static Layer columns(
      ModelFigures model, ToLongFunction<LatencyFigures> figure, Ink ink, String panel) {
    Series.Builder series = new Series.Builder();
    for (LatencyFigures row : model.latency()) {
      series.add(Period.at(Period.day(row.window())), (double) figure.applyAsLong(row), 1);
    }
    Series points = series.build();
    return Layer.columns(points, ink, 0.72)
        .data(PANEL, Collections.nCopies(points.x().size(), panel));
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": requests by day")
        .words("Day")
        .numbers("Requests", "Failed", "Error rate");
    for (LatencyFigures row : model.latency()) {
      table.row(
          row.window().label(),
          Cell.count(row.requests()),
          Cell.count(row.failed()),
          Cell.number(Notation.percent(row.errorRate())));
    }
    return table.build();
  }
}
