package dev.sluice.analytics;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of an event, as paths: names separated by dots. An attribute that no item has counts as missing
 * everywhere.
 *
 * @param start start of the request; null: {@code latencyMs} holds the duration
 * @param end end of the request; null if {@code start} is null
 * @param timeFormat pattern of times that are neither ISO-8601 nor epoch, as {@link EventTime} reads it; null: none
 * @param latencyUnit unit of {@code latencyMs}; null: not configured, milliseconds
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
  /** Returns the unit of latencies. */
  public LatencyUnit unit() {
    return latencyUnit == null || start != null ? LatencyUnit.MS : latencyUnit;
  }

  /** Returns the names in the sample log. */
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
