package dev.sluice.report;

import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyFigures.Interval;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Latency percentiles by day, with the objective. */
final class LatencyFigure {
  /** What is left free below the smallest value and above the largest. */
  private static final double MARGIN = 1.4;

  private static final double WIDTH = 0.9;

  /** Where no latency is above 0. */
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
    List<LatencyComparison> slower = LatencyNarrative.slowDowns(model);
    if (!slower.isEmpty()) {
      return "Slower: " + LatencyNarrative.inWords(slower.get(0));
    }
    String percentile = last.p99() != null
        ? "p99 " + Notation.duration(last.p99())
        : "p95 " + Notation.duration(last.p95());
    return "Latency: p50 %s, %s on %s%s"
        .formatted(
            Notation.duration(last.p50()),
            percentile,
            Notation.day(Period.day(last.window())),
            told(last));
  }

  private static String told(LatencyFigures last) {
    LatencyComparison week = last.weekBefore();
    return week != null && week.slower() != null ? "; not slower than the week before" : "";
  }

  private static List<Figure.Key> keys(ModelFigures model) {
    List<Figure.Key> keys = new ArrayList<>(List.of(
        new Figure.Key(Ink.P99, "line", "p99"),
        new Figure.Key(Ink.P95, "line", "p95"),
        new Figure.Key(Ink.P50, "line", "p50")));
    if (model.latency().stream().anyMatch(row -> row.p95Interval() != null)) {
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
    band(model, plot, LatencyFigures::p95Interval);
    band(model, plot, LatencyFigures::p99Interval);
    objective(model)
        .filter(slo -> y.low() <= slo && slo <= y.high())
        .ifPresent(slo -> plot.layer(Layer.level(slo, Ink.OBJECTIVE)));
    VersionMarkers.draw(model, plot, y);
    line(model, plot, y, LatencyFigures::p50, Ink.P50);
    line(model, plot, y, LatencyFigures::p95, Ink.P95);
    line(model, plot, y, LatencyFigures::p99, Ink.P99);
    return plot;
  }

  private static void line(
      ModelFigures model,
      Plot plot,
      Axis y,
      Function<LatencyFigures, @Nullable Double> figure,
      Ink ink) {
    Series.Builder series = new Series.Builder();
    for (LatencyFigures row : model.latency()) {
      series.add(Period.at(Period.day(row.window())), drawable(figure.apply(row), y), 1);
    }
    Series points = series.build();
    if (!points.isEmpty()) {
      plot.layer(Layer.line(points, ink, 0.9)).layer(Layer.dots(points, ink, 1.3));
    }
  }

  /** Each day's interval, nearly as wide as the day. */
  private static void band(
      ModelFigures model, Plot plot, Function<LatencyFigures, @Nullable Interval> figure) {
    Layer.Bars bars = new Layer.Bars(WIDTH);
    for (LatencyFigures row : model.latency()) {
      Interval interval = figure.apply(row);
      if (interval != null && interval.low() > 0 && Double.isFinite(interval.high())) {
        bars.add(Period.at(Period.day(row.window())), interval.low(), interval.high());
      }
    }
    if (!bars.isEmpty()) {
      plot.layer(bars.layer(Ink.BAND));
    }
  }

  /** A logarithmic axis has no place for zero: it stays in the table. */
  private static @Nullable Double drawable(@Nullable Double value, Axis y) {
    return value == null || (y.logarithmic() && value <= 0) ? null : value;
  }

  private static boolean hasPositive(ModelFigures model) {
    return model.latency().stream().flatMap(LatencyFigure::percentiles).anyMatch(at -> at > 0);
  }

  /** That days are missing from the chart, and why; empty where none is. */
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
    return Stream.of(
            Optional.ofNullable(row.p50()),
            Optional.ofNullable(row.p95()),
            Optional.ofNullable(row.p99()))
        .flatMap(Optional::stream);
  }

  private static Stream<Double> drawn(LatencyFigures row) {
    Stream<Double> ends = Stream.of(
            Optional.ofNullable(row.p95Interval()), Optional.ofNullable(row.p99Interval()))
        .flatMap(Optional::stream)
        .flatMap(interval -> Stream.of(interval.low(), interval.high()));
    return Stream.concat(percentiles(row), ends);
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": latency by day, milliseconds")
        .words("Day")
        .numbers("n", "p50", "p90", "p95", "95 % interval", "p99", "95 % interval", "Largest");
    for (LatencyFigures row : model.latency()) {
      table.row(
          row.window().label(),
          Cell.count(row.count()),
          cell(row, "p50", row.p50()),
          cell(row, "p90", row.p90()),
          cell(row, "p95", row.p95()),
          interval(row, "p95Interval", row.p95Interval()),
          cell(row, "p99", row.p99()),
          interval(row, "p99Interval", row.p99Interval()),
          cell(row, "max", row.max()));
    }
    return table.build();
  }

  private static Cell cell(LatencyFigures row, String figure, @Nullable Double value) {
    return Cell.number(Notation.number(value), row.absent(), figure);
  }

  private static Cell interval(LatencyFigures row, String figure, @Nullable Interval interval) {
    return interval == null
        ? Cell.none(row.absent().getOrDefault(figure, "too few values"))
        : Cell.number(Notation.number(interval.low()) + "–" + Notation.number(interval.high()));
  }
}
