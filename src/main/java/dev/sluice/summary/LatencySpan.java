package dev.sluice.summary;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Grain;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.latency.Latencies;
import dev.sluice.failure.Unusable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Rows of days → the figures of all of them together, merged from their sketches. */
final class LatencySpan {
  private LatencySpan() {}

  /**
   * The days over all versions together, as a row of {@link Grain#SPAN} that is in no table.
   *
   * @param days of one model, by time; those of single versions are passed over
   * @return empty where there are fewer than two, or one of them has no sketch
   */
  static Optional<SummaryRow> row(List<SummaryRow> days) {
    List<SummaryRow> together = days.stream()
        .filter(row -> row.text("version").orElse("").equals(AnalyticsSettings.ALL_VERSIONS))
        .toList();
    if (together.size() < 2 || !together.stream().allMatch(LatencySpan::hasSketch)) {
      return Optional.empty();
    }
    return figures(together)
        .map(figures -> SummaryRow.of(LatencyRow.attributes(figures)
            .text(Row.SK, Keys.windowSort(figures.window(), figures.version()))
            .complete()));
  }

  /**
   * @param days of one model and version, by time
   * @return empty where there are none
   * @throws Unusable if one of them has no sketch
   */
  static Optional<LatencyFigures> figures(List<SummaryRow> days) {
    if (days.isEmpty()) {
      return Optional.empty();
    }
    SummaryRow first = days.get(0);
    Latencies merged = Latencies.decode(sketch(first));
    days.stream().skip(1).forEach(day -> merged.merge(Latencies.decode(sketch(day))));
    return Optional.of(merged.figures(
        text(first, "model"),
        text(first, "version"),
        window(first, days.get(days.size() - 1)),
        target(days)));
  }

  private static Window window(SummaryRow first, SummaryRow last) {
    return new Window(
        Grain.SPAN,
        label(first) + "/" + label(last),
        Instant.parse(text(first, "windowStart")),
        Instant.parse(text(last, "windowEnd")));
  }

  /** {@code DAY#2026-10-19#3} → {@code 2026-10-19}. */
  private static String label(SummaryRow row) {
    return text(row, Row.SK).split("#", 3)[1];
  }

  /** The target that all of them have. */
  private static @Nullable Double target(List<SummaryRow> days) {
    List<OptionalDouble> targets =
        days.stream().map(day -> day.number("sloTarget")).distinct().toList();
    return targets.size() == 1 && targets.get(0).isPresent()
        ? (Double) targets.get(0).getAsDouble()
        : null;
  }

  private static boolean hasSketch(SummaryRow row) {
    return row.attributes().get("sketch") instanceof byte[];
  }

  private static byte[] sketch(SummaryRow row) {
    if (row.attributes().get("sketch") instanceof byte[] sketch) {
      return sketch;
    }
    throw new Unusable(
        "The summary row " + text(row, Row.SK) + " of " + text(row, "model") + " has no sketch.",
        "Its attribute leftOut says why; compute the span without that day.");
  }

  private static String text(SummaryRow row, String name) {
    return row.text(name)
        .orElseThrow(() -> new IllegalArgumentException("a latency row without " + name));
  }
}
