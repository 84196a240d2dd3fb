package dev.sluice.summary;

import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistics.Interval;
import dev.sluice.analytics.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Latency of one model and version in one hour, day or week, in milliseconds. */
final class LatencyRow {
  private LatencyRow() {}

  static PlannedRow planned(LatencyFigures figures, Keys keys, RowFactory rowFactory) {
    return PlannedRow.of(
        keys.latency(figures.model(), figures.window(), figures.version()),
        figures.requests(),
        figures,
        () -> of(figures, keys, rowFactory));
  }

  static Row of(LatencyFigures figures, Keys keys, RowFactory rowFactory) {
    Window window = figures.window();
    return rowFactory.row(
        keys.latency(figures.model(), window, figures.version()),
        attributes(figures)
            .text(RowNames.WINDOW_KEY, keys.windowKey(Keys.LATENCY, window.grain(), window.label()))
            .text(RowNames.MODEL_KEY, Keys.modelKey(figures.model(), figures.version())),
        window.end(),
        RowOrder.byItems("requests"),
        List.of("sketch"));
  }

  static Attributes attributes(LatencyFigures f) {
    Attributes attributes = Attributes.of(f.window())
        .text("model", f.model())
        .text("version", f.version())
        .count("requests", f.requests())
        .count("failed", f.failed())
        .count("count", f.count())
        .text("method", f.method().name())
        .figure("relativeError", f.relativeError())
        .bytes("sketch", f.sketch())
        .map("excluded", excluded(f.excluded()))
        .count("numericStrings", f.numericStrings())
        .figure("sloThresholdMs", f.sloThresholdMs())
        .figure("sloTarget", f.sloTarget())
        .absent(f.absent());
    f.statistics().forEach(attributes::statistic);
    f.intervals()
        .forEach((quantile, interval) -> interval(attributes, quantile.attribute(), interval));
    comparison(attributes, "weekBefore", f.weekBefore());
    comparison(attributes, "baseline", f.baseline());
    return attributes;
  }

  private static void interval(Attributes attributes, String name, Interval interval) {
    attributes.figure(name + "Low", interval.low()).figure(name + "High", interval.high());
  }

  private static void comparison(
      Attributes attributes, String name, @Nullable LatencyComparison comparison) {
    if (comparison != null) {
      attributes.map(name, ComparisonAttributes.of(comparison));
    }
  }

  private static Attributes excluded(LatencyFigures.Excluded excluded) {
    return new Attributes()
        .count("missing", excluded.missing())
        .count("null", excluded.nulls())
        .count("nonNumeric", excluded.nonNumeric())
        .count("notFinite", excluded.notFinite())
        .count("negative", excluded.negative());
  }
}
