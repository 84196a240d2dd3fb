package dev.sluice.report;

import static dev.sluice.analytics.LatencyStatistic.P50;
import static dev.sluice.analytics.LatencyStatistic.P95;
import static dev.sluice.analytics.LatencyStatistic.P99;

import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.LatencyStatistics.Interval;
import dev.sluice.analytics.Statistic;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Latency percentiles by day, with the objective. */
final class LatencyFigure {
  /** The free space below the smallest value and above the largest, as a factor. */
  private static final double MARGIN = 1.4;

  private static final double WIDTH = 0.9;

  /** The axis if no latency is above 0. */
  private static final Axis AT_ZERO =
      new Axis("y", -0.05, 1, Ticks.linear(0, 1, 2, Notation::duration), false);

  private LatencyFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("latency");
    List<LatencyFigures> days = model.latency();
    long n = days.stream().mapToLong(LatencyFigures::count).sum();
    if (n == 0) {
      return Figure.empty(id, "Latency", "No request in this period has a usable latency.");
    }
    String title = title(model, days.get(days.size() - 1));
    return new Figure(
            id,
            title,
            "n = " + Notation.count(n) + " usable latencies" + ", "
                + model.period().inWords(),
            keys(model),
            Chart.of(id, model.name() + ": " + title, () -> plot(model)),
            table(model))
        .noting(notes(model));
  }

  private static String title(ModelFigures model, LatencyFigures last) {
    List<LatencyComparison> slower = LatencyNarrative.regressions(model);
    if (!slower.isEmpty()) {
      return "Slower: " + LatencyNarrative.inWords(slower.get(0));
    }
    String percentile = last.value(P99) != null
        ? "p99 " + Notation.duration(last.value(P99))
        : "p95 " + Notation.duration(last.value(P95));
    return "Latency: p50 %s, %s on %s%s"
        .formatted(
            Notation.duration(last.value(P50)),
            percentile,
            Notation.day(Period.day(last.window())),
            inWords(last));
  }

  private static String inWords(LatencyFigures last) {
    LatencyComparison week = last.weekBefore();
    return week != null && week.slower() != null ? "; not slower than the week before" : "";
  }

  private static List<Figure.Key> keys(ModelFigures model) {
    List<Figure.Key> keys = new ArrayList<>(List.of(
        new Figure.Key(Ink.P99, "line", "p99"),
        new Figure.Key(Ink.P95, "line", "p95"),
        new Figure.Key(Ink.P50, "line", "p50")));
    if (model.latency().stream().anyMatch(row -> row.interval(P95) != null)) {
      keys.add(new Figure.Key(Ink.BAND, "box", "95 % interval"));
    }
    objective(model)
        .ifPresent(slo ->
            keys.add(new Figure.Key(Ink.OBJECTIVE, "dash", "objective " + Notation.duration(slo))));
    keys.addAll(VersionMarkers.keys(model));
    return keys;
  }

  private static Optional<Double> objective(ModelFigures model) {
    return model.lastLatency().map(LatencyFigures::sloThresholdMs);
  }

  private static Plot plot(ModelFigures model) {
    Axis y = hasPositive(model) ? axis(model) : AT_ZERO;
    Plot plot =
        Plot.framed(Sizes.WIDTH, Sizes.HEIGHT).axis(model.period().axis()).axis(y);
    band(model, plot, P95);
    band(model, plot, P99);
    objective(model)
        .filter(slo -> y.low() <= slo && slo <= y.high())
        .ifPresent(slo -> plot.layer(Layer.level(slo, Ink.OBJECTIVE)));
    VersionMarkers.draw(model, plot, y);
    line(model, plot, y, P50, Ink.P50);
    line(model, plot, y, P95, Ink.P95);
    line(model, plot, y, P99, Ink.P99);
    return plot;
  }

  private static void line(
      ModelFigures model, Plot plot, Axis y, LatencyStatistic quantile, Ink ink) {
    Series.Builder series = new Series.Builder();
    for (LatencyFigures row : model.latency()) {
      series.add(Period.at(Period.day(row.window())), drawable(row.value(quantile), y), 1);
    }
    Series points = series.build();
    if (!points.isEmpty()) {
      plot.layer(Layer.line(points, ink, 0.9)).layer(Layer.dots(points, ink, 1.3));
    }
  }

  /** Draws each day's interval, nearly as wide as the day. */
  private static void band(ModelFigures model, Plot plot, LatencyStatistic quantile) {
    Layer.Bars bars = new Layer.Bars(WIDTH);
    for (LatencyFigures row : model.latency()) {
      Interval interval = row.interval(quantile);
      if (interval != null && interval.low() > 0 && Double.isFinite(interval.high())) {
        bars.add(Period.at(Period.day(row.window())), interval.low(), interval.high());
      }
    }
    if (!bars.isEmpty()) {
      plot.layer(bars.layer(Ink.BAND));
    }
  }

  /** Returns the value, or null for zero, which a logarithmic axis cannot show; the table has it. */
  private static @Nullable Double drawable(@Nullable Double value, Axis y) {
    return value == null || (y.logarithmic() && value <= 0) ? null : value;
  }

  private static boolean hasPositive(ModelFigures model) {
    return model.latency().stream().flatMap(LatencyFigure::percentiles).anyMatch(at -> at > 0);
  }

  /** Returns the reasons for days missing from the chart; empty if none is missing. */
  private static List<String> notes(ModelFigures model) {
    long days = model.latency().stream()
        .filter(row -> percentiles(row).anyMatch(at -> at == 0))
        .count();
    return days == 0 || !hasPositive(model)
        ? List.of()
        : List.of("On %s a percentile is 0 ms: it is in the table, for a logarithmic axis has no 0."
            .formatted(Notation.count(days, "day")));
  }

  private static Axis axis(ModelFigures model) {
    double[] values = Stream.concat(
            model.latency().stream().flatMap(LatencyFigure::drawn), objective(model).stream())
        .mapToDouble(Double::doubleValue)
        .filter(value -> value > 0 && Double.isFinite(value))
        .sorted()
        .toArray();
    double low = (values.length == 0 ? 1 : values[0]) / MARGIN;
    double high = (values.length == 0 ? 1 : values[values.length - 1]) * MARGIN;
    return new Axis("y", low, high, Ticks.logarithmic(low, high, Notation::duration), true);
  }

  private static Stream<Double> percentiles(LatencyFigures row) {
    return Stream.of(P50, P95, P99).map(row::value).flatMap(Stream::ofNullable);
  }

  private static Stream<Double> drawn(LatencyFigures row) {
    Stream<Double> ends = Stream.of(P95, P99)
        .map(row::interval)
        .flatMap(Stream::ofNullable)
        .flatMap(interval -> Stream.of(interval.low(), interval.high()));
    return Stream.concat(percentiles(row), ends);
  }

  private static DataTable table(ModelFigures model) {
    Map<LatencyStatistic, String> columns =
        Statistic.columns(LatencyStatistic.class, Statistic::reportColumn);
    DataTable.Builder table = DataTable.of(model.name() + ": latency by day, milliseconds")
        .words("Day")
        .numbers("n");
    columns.forEach((statistic, title) -> {
      table.numbers(title);
      if (statistic.hasInterval()) {
        table.numbers("95 % interval");
      }
    });
    model.latency().forEach(row -> table.row(row.window().label(), cells(row, columns.keySet())));
    return table.build();
  }

  private static List<Cell> cells(LatencyFigures row, Set<LatencyStatistic> columns) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.count(row.count())));
    for (LatencyStatistic statistic : columns) {
      cells.add(Cell.statistic(row, statistic));
      if (statistic.hasInterval()) {
        cells.add(interval(row, statistic));
      }
    }
    return cells;
  }

  private static Cell interval(LatencyFigures row, LatencyStatistic quantile) {
    Interval interval = row.interval(quantile);
    return interval == null
        ? Cell.none(row.absent().getOrDefault(quantile.intervalName(), "too few values"))
        : Cell.number(Notation.number(interval.low()) + "–" + Notation.number(interval.high()));
  }
}
