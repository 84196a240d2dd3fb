package dev.sluice.analytics;

import org.jspecify.annotations.Nullable;

/**
 * Attributes of an event: names, nested paths with dots. An attribute that no item has counts as
 * missing everywhere.
 *
 * @param start when it began; null: {@code latencyMs} says how long it took
 * @param end when it ended; null where start is
 * @param timeFormat pattern of times that are neither ISO-8601 nor epoch, as {@link EventTime} reads it; null: none
 * @param latencyUnit of {@code latencyMs}; null: not stated, milliseconds
 */
public record EventAttributes(
    String id,
    String time,
    String model,
    String version,
    String prediction,
    String confidence,
    String latencyMs,
    @Nullable String start,
    @Nullable String end,
    String error,
    @Nullable String timeFormat,
    @Nullable LatencyUnit latencyUnit) {
  /** The unit of latencies. */
  public LatencyUnit unit() {
    return latencyUnit == null || start != null ? LatencyUnit.MS : latencyUnit;
  }

  /** The names in the sample log. */
  public static EventAttributes defaults() {
    return new EventAttributes(
        "requestId",
        "timestamp",
        "modelName",
        "modelVersion",
        "prediction",
        "confidence",
        "latencyMs",
        null,
        null,
        "errorMessage",
        null,
        null);
  }
}
