package dev.sluice.report;

import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A figure's course over the period, as wide as a word. Its scale ranges from its smallest to its greatest value. */
final class Sparkline {
  private static final Ticks NO_TICKS = new Ticks(List.of(), List.of());

  private Sparkline() {}

  static <T> Cell of(
      ModelFigures model,
      String id,
      String what,
      List<T> rows,
      Function<T, LocalDate> day,
      Function<T, @Nullable Double> figure) {
    Series.Builder series = new Series.Builder();
    rows.forEach(row -> series.add(Period.at(day.apply(row)), figure.apply(row), 1));
    Series points = series.build();
    if (points.x().size() < 2) {
      return Cell.none("fewer than two days");
    }
    double low = points.y().stream().reduce(Double.POSITIVE_INFINITY, Math::min);
    double high = points.y().stream().reduce(Double.NEGATIVE_INFINITY, Math::max);
    double margin = high > low ? (high - low) * 0.14 : Math.max(1e-9, Math.abs(high) * 0.1);
    Axis x = new Axis(
        "x",
        Period.at(model.period().first()) - 0.5,
        Period.at(model.period().last()) + 0.5,
        NO_TICKS,
        false);
    Series end = last(points);
    return Cell.chart(Plot.bare(Sizes.SPARK_WIDTH, Sizes.SPARK_HEIGHT)
        .axis(x)
        .axis(new Axis("y", low - margin, high + margin, NO_TICKS, false))
        .layer(Layer.line(points, Ink.AXIS, 1.5))
        .layer(Layer.dots(end, Ink.DAY, 3.4))
        .svg(
            id,
            "%s by day, %s: from %s to %s, last %s"
                .formatted(
                    what,
                    model.period().inWords(),
                    Notation.number(low),
                    Notation.number(high),
                    Notation.number(end.y().get(0)))));
  }

  private static Series last(Series points) {
    int end = points.x().size() - 1;
    return new Series(List.of(points.x().get(end)), List.of(points.y().get(end)), List.of(1.0));
  }
}
