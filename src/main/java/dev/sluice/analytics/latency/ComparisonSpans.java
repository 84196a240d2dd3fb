package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyComparison;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons of one day.
 *
 * @param absent {@code weekBefore} or {@code baseline} → the reason if it is null
 */
record ComparisonSpans(
    @Nullable LatencyComparison weekBefore,
    @Nullable LatencyComparison baseline,
    Map<String, String> absent) {
  /** The comparisons of a window that is not compared. */
  static final ComparisonSpans NONE = new ComparisonSpans(null, null, Map.of());
}
