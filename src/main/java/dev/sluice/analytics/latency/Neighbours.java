package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyComparison;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a day is compared with.
 *
 * @param absent {@code weekBefore} or {@code baseline} → why it is null
 */
record Neighbours(
    @Nullable LatencyComparison weekBefore,
    @Nullable LatencyComparison baseline,
    Map<String, String> absent) {
  /** Of a window that is not compared. */
  static final Neighbours NONE = new Neighbours(null, null, Map.of());
}
