package dev.sluice.summary;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.analytics.latency.Latencies;
import dev.sluice.analytics.latency.LatencyMetrics;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges the sketches of daily rows into the figures of all these days together. */
final class LatencySpan {
  private static final Logger LOG = LoggerFactory.getLogger(LatencySpan.class);

  private LatencySpan() {}

  /**
   * Returns the days over all versions together, as a row of {@link Grain#SPAN} that is not stored in the table.
   *
   * @param days rows of one model, by time; rows of single versions are ignored
   * @return empty if there are fewer than two, or if the sketch of one of them is missing or unreadable
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
      LOG.warn("The days are not merged: {}", e.inOneLine());
      return Optional.empty();
    }
  }

  private static SummaryRow row(LatencyFigures figures) {
    return SummaryRow.of(LatencyRow.attributes(figures)
        .text(RowNames.SK, Keys.windowSort(figures.window(), figures.version()))
        .complete());
  }

  /**
   * Returns the figures of several days of one model and version together.
   *
   * @param days by time
   * @return empty if there are no days
   * @throws ResourceUnavailableException if one of them has no sketch, or is not a row of Sluice
   */
  static Optional<LatencyFigures> figures(List<SummaryRow> days) {
    if (days.isEmpty()) {
      return Optional.empty();
    }
    List<Day> read = days.stream().map(Day::of).toList();
    Day first = read.get(0);
    Day last = read.get(read.size() - 1);
    Window window =
        new Window(Grain.SPAN, first.label() + "/" + last.label(), first.start(), last.end());
    return Optional.of(LatencyMetrics.figures(
        text(days.get(0), "model"),
        text(days.get(0), "version"),
        window,
        merged(read),
        target(days)));
  }

  /**
   * Returns the figures of a week, made of its days instead.
   *
   * @param days by time
   * @return empty if there are no days
   * @throws ResourceUnavailableException if one of them has no sketch, or is not a row of Sluice
   */
  static Optional<LatencyFigures> figures(List<SummaryRow> days, LatencyFigures week) {
    return days.isEmpty()
        ? Optional.empty()
        : Optional.of(LatencyMetrics.figures(
            week.model(),
            week.version(),
            week.window(),
            merged(days.stream().map(Day::of).toList()),
            week.sloTarget()));
  }

  private static Latencies merged(List<Day> days) {
    Latencies merged = days.get(0).latencies();
    days.stream().skip(1).forEach(day -> merged.merge(day.latencies()));
    return merged;
  }

  /** The parts of a day's row that are merged. */
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
            "summary row " + named(row) + " was not written by Sluice: " + e.getMessage(),
            "Take it away, or write it anew: run with --from, --to and --restate.",
            e);
      }
    }
  }

  private static String labelOf(SummaryRow row) {
    return row.window().orElseThrow(() -> new IllegalArgumentException("its sk names no day"));
  }

  /** Returns the target if all days have the same; null otherwise. */
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
