package dev.sluice.report;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.List;
import java.util.function.ToLongFunction;

/** Requests and failed requests by day, one above the other. */
final class TrafficFigure {
  private static final int MARKS = 3;
  private static final Ticks NO_TICKS = new Ticks(List.of(), List.of());

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
        charts(model, id),
        table(model));
  }

  private static Chart charts(ModelFigures model, String id) {
    String name = model.name() + ": ";
    Axis days = model.period().axis();
    Axis unmarked = new Axis("x", days.low(), days.high(), NO_TICKS, false);
    Series requests = columns(model, LatencyFigures::requests);
    Series failed = columns(model, LatencyFigures::failed);
    return Chart.of(
            id + "-r",
            name + "requests by day",
            () -> plot(requests, Ink.REQUESTS, Sizes.UPPER_HEIGHT, unmarked))
        .above(Chart.of(
            id + "-f",
            name + "failed requests by day",
            () -> plot(failed, Ink.FAILED, Sizes.LOWER_HEIGHT, days)));
  }

  private static Plot plot(Series columns, Ink ink, int height, Axis days) {
    double most = Math.max(MARKS, columns.y().stream().reduce(0.0, Math::max) * 1.05);
    Axis y = new Axis(
        "y", 0, most, Ticks.linear(0, most, MARKS, n -> Notation.count(Math.round(n))), false);
    return Plot.framed(Sizes.WIDTH, height)
        .axis(days)
        .axis(y)
        .layer(Layer.columns(columns, ink, 0.72));
  }

  private static Series columns(ModelFigures model, ToLongFunction<LatencyFigures> figure) {
    Series.Builder series = new Series.Builder();
    model
        .latency()
        .forEach(row ->
            series.add(Period.at(Period.day(row.window())), (double) figure.applyAsLong(row), 1));
    return series.build();
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
          Cell.statistic(row, LatencyStatistic.ERROR_RATE));
    }
    return table.build();
  }
}
