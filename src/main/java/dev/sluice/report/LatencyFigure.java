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
        "n = " + Notation.count(n) + " usable latencies" + ", " + model.period().inWords(),
        keys(model),
        plot(model).svg(id, model.name() + ": " + title),
        null,
        table(model));
  }

  private static String title(ModelFigures model, LatencyFigures last) {
    List<LatencyComparison> slower = SlowDownWords.slowDowns(model);
    if (!slower.isEmpty()) {
      return "Slower: " + SlowDownWords.inWords(slower.get(0));
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
    keys.addAll(Marks.keys(model));
    return keys;
  }

  private static Optional<Double> objective(ModelFigures model) {
    return model.lastLatency().map(LatencyFigures::sloThresholdMs);
  }

  private static Plot plot(ModelFigures model) {
    Axis y = axis(model);
    Plot plot =
        Plot.framed(Sizes.WIDTH, Sizes.HEIGHT).axis(model.period().axis()).axis(y);
    band(model, plot, LatencyFigures::p95Interval);
    band(model, plot, LatencyFigures::p99Interval);
    objective(model).ifPresent(slo -> plot.layer(Layer.level(slo, Ink.OBJECTIVE)));
    Marks.draw(model, plot, y);
    line(model, plot, LatencyFigures::p50, Ink.P50);
    line(model, plot, LatencyFigures::p95, Ink.P95);
    line(model, plot, LatencyFigures::p99, Ink.P99);
    return plot;
  }

  private static void line(
      ModelFigures model, Plot plot, Function<LatencyFigures, @Nullable Double> figure, Ink ink) {
    Series.Builder series = new Series.Builder();
    for (LatencyFigures row : model.latency()) {
      series.add(Period.at(Period.day(row.window())), drawable(figure.apply(row)), 1);
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
      if (interval != null && interval.low() > 0) {
        bars.add(Period.at(Period.day(row.window())), interval.low(), interval.high());
      }
    }
    if (!bars.isEmpty()) {
      plot.layer(bars.layer(Ink.BAND));
    }
  }

  /** A logarithmic axis has no place for zero: it stays in the table. */
  private static @Nullable Double drawable(@Nullable Double value) {
    return value == null || value <= 0 ? null : value;
  }

  private static Axis axis(ModelFigures model) {
    double[] values = Stream.concat(
            model.latency().stream().flatMap(LatencyFigure::drawn), objective(model).stream())
        .mapToDouble(Double::doubleValue)
        .filter(value -> value > 0)
        .sorted()
        .toArray();
    double low = (values.length == 0 ? 1 : values[0]) / MARGIN;
    double high = (values.length == 0 ? 1 : values[values.length - 1]) * MARGIN;
    return new Axis("y", low, high, Ticks.logarithmic(low, high, Notation::duration), true);
  }

  private static Stream<Double> drawn(LatencyFigures row) {
    Stream<Double> percentiles = Stream.of(
            Optional.ofNullable(row.p50()),
            Optional.ofNullable(row.p95()),
            Optional.ofNullable(row.p99()))
        .flatMap(Optional::stream);
    Stream<Double> ends = Stream.of(
            Optional.ofNullable(row.p95Interval()), Optional.ofNullable(row.p99Interval()))
        .flatMap(Optional::stream)
        .flatMap(interval -> Stream.of(interval.low(), interval.high()));
    return Stream.concat(percentiles, ends);
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
