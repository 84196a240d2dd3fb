package dev.sluice.summary;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.analytics.latency.Latencies;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of days → the figures of all of them together, merged from their sketches. */
final class LatencySpan {
  private static final Logger LOG = LoggerFactory.getLogger(LatencySpan.class);

  private LatencySpan() {}

  /**
   * The days over all versions together, as a row of {@link Grain#SPAN} that is in no table.
   *
   * @param days of one model, by time; those of single versions are passed over
   * @return empty where there are fewer than two, or one of them has no sketch or none that can be read
   */
  static Optional<SummaryRow> row(List<SummaryRow> days) {
    List<SummaryRow> together = days.stream()
        .filter(row -> row.text("version").orElse("").equals(AnalyticsSettings.ALL_VERSIONS))
        .toList();
    if (together.size() < 2 || !together.stream().allMatch(LatencySpan::hasSketch)) {
      return Optional.empty();
    }
    try {
      return figures(together).map(LatencySpan::row);
    } catch (ResourceUnavailableException e) {
      LOG.warn("The days are not taken together: {}", e.inOneLine());
      return Optional.empty();
    }
  }

  private static SummaryRow row(LatencyFigures figures) {
    return SummaryRow.of(LatencyRow.attributes(figures)
        .text(RowNames.SK, Keys.windowSort(figures.window(), figures.version()))
        .complete());
  }

  /**
   * The days of one model and version together.
   *
   * @param days by time
   * @return empty where there are none
   * @throws ResourceUnavailableException if one of them has no sketch, or is no row of Sluice's
   */
  static Optional<LatencyFigures> figures(List<SummaryRow> days) {
    if (days.isEmpty()) {
      return Optional.empty();
    }
    List<Day> read = days.stream().map(Day::of).toList();
    Day first = read.get(0);
    Day last = read.get(read.size() - 1);
    Latencies merged = first.latencies();
    read.stream().skip(1).forEach(day -> merged.merge(day.latencies()));
    Window window =
        new Window(Grain.SPAN, first.label() + "/" + last.label(), first.start(), last.end());
    return Optional.of(merged.figures(
        text(days.get(0), "model"), text(days.get(0), "version"), window, target(days)));
  }

  /** A day's row as far as it is merged. */
  private record Day(String label, Instant start, Instant end, Latencies latencies) {
    static Day of(SummaryRow row) {
      byte[] sketch = sketch(row);
      try {
        return new Day(
            labelOf(row),
            Instant.parse(text(row, "windowStart")),
            Instant.parse(text(row, "windowEnd")),
            Latencies.decode(sketch));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw new ResourceUnavailableException(
            "summary row " + named(row) + " is none of Sluice's: " + e.getMessage(),
            "Take it away, or write it anew: run with --from, --to and --restate.",
            e);
      }
    }
  }

  private static String labelOf(SummaryRow row) {
    return row.window().orElseThrow(() -> new IllegalArgumentException("its sk names no day"));
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
    throw new ResourceUnavailableException(
        "summary row " + named(row) + " has no sketch",
        "Its attribute leftOut says why; compute the span without that day.");
  }

  private static String named(SummaryRow row) {
    return row.text(RowNames.SK).orElse("without a key") + " of "
        + row.text("model").orElse("no model");
  }

  private static String text(SummaryRow row, String name) {
    return row.text(name)
        .orElseThrow(() -> new IllegalArgumentException("a latency row without " + name));
  }
}
