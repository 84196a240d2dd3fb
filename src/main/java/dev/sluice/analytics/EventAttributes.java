package dev.sluice.analytics;

/**
 * Where an event's parts are found: attribute names, nested paths with dots. An attribute that no item has counts as
 * missing everywhere.
 */
public record EventAttributes(
    String id,
    String time,
    String model,
    String version,
    String prediction,
    String confidence,
    String latencyMs,
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
        "errorMessage");
  }
}
