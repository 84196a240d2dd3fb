package dev.sluice.analytics;

import org.jspecify.annotations.Nullable;

/**
 * Where an event's parts are found: attribute names, nested paths with dots. An attribute that no item has counts as
 * missing everywhere.
 *
 * @param start when it began; null: {@code latencyMs} says how long it took
 * @param end when it ended; null where start is
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
    String error) {
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
        "errorMessage");
  }
}
