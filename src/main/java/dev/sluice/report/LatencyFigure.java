package dev.sluice.report;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Latency percentiles by day, with the objective. */
final class LatencyFigure {
  /** From this ratio of largest to smallest on, equal steps of the axis are equal factors. */
  static final double WIDE = 12;

  private LatencyFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("latency");
    List<LatencyFigures> days = model.latency();
    long n = days.stream().mapToLong(LatencyFigures::count).sum();
    if (n == 0) {
      return Figure.empty(id, "Latency", "No request in this period has a usable latency.");
    }
    String title = title(days);
    return new Figure(
        id,
        title,
        "n = " + Notation.count(n) + " usable latencies" + ", " + model.period().inWords(),
        keys(model),
        plot(model).svg(id, model.name() + ": " + title),
        null,
        table(model));
  }

  private static String title(List<LatencyFigures> days) {
    LatencyFigures last = days.get(days.size() - 1);
    String day = Notation.day(Period.day(last.window()));
    return last.p99() != null
        ? "Latency: p50 %s, p99 %s on %s"
            .formatted(Notation.duration(last.p50()), Notation.duration(last.p99()), day)
        : "Latency: p50 %s, p95 %s on %s"
            .formatted(Notation.duration(last.p50()), Notation.duration(last.p95()), day);
  }

  private static List<Figure.Key> keys(ModelFigures model) {
    List<Figure.Key> keys = new ArrayList<>(List.of(
        new Figure.Key(Ink.P99, "line", "p99"),
        new Figure.Key(Ink.P95, "line", "p95"),
        new Figure.Key(Ink.P50, "line", "p50")));
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

  /** A logarithmic axis has no place for zero: it stays in the table. */
  private static @Nullable Double drawable(@Nullable Double value) {
    return value == null || value <= 0 ? null : value;
  }

  private static Axis axis(ModelFigures model) {
    List<Double> values = Stream.concat(
            model.latency().stream()
                .flatMap(row -> Stream.of(
                    Optional.ofNullable(row.p50()),
                    Optional.ofNullable(row.p95()),
                    Optional.ofNullable(row.p99())))
                .flatMap(Optional::stream),
            objective(model).stream())
        .filter(Objects::nonNull)
        .filter(value -> value > 0)
        .toList();
    double low = values.stream().flatMapToDouble(DoubleStream::of).min().orElse(0.1);
    double high = values.stream().flatMapToDouble(DoubleStream::of).max().orElse(1);
    return high / low >= WIDE
        ? new Axis(
            "y",
            low / 1.5,
            high * 1.5,
            Ticks.logarithmic(low / 1.5, high * 1.5, Notation::duration),
            true)
        : new Axis("y", 0, high * 1.1, Ticks.linear(0, high * 1.1, 5, Notation::duration), false);
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": latency by day, milliseconds")
        .words("Day")
        .numbers("n", "p50", "p90", "p95", "p99", "Largest", "Within objective");
    for (LatencyFigures row : model.latency()) {
      table.row(
          row.window().label(),
          Cell.count(row.count()),
          cell(row, "p50", row.p50()),
          cell(row, "p90", row.p90()),
          cell(row, "p95", row.p95()),
          cell(row, "p99", row.p99()),
          cell(row, "max", row.max()),
          Cell.number(Notation.percent(row.sloCompliance()), row.absent(), "sloCompliance"));
    }
    return table.build();
  }

  private static Cell cell(LatencyFigures row, String figure, @Nullable Double value) {
    return Cell.number(Notation.number(value), row.absent(), figure);
  }
}
