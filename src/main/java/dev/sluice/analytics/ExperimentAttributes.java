package dev.sluice.analytics;

/**
 * Where an experiment's parts are found, and which is best.
 *
 * @param done the value of {@code status} that says an experiment ended well
 * @param metric path of the metric, {@code metrics.accuracy}
 * @param better whether larger or smaller values of the metric are better
 */
public record ExperimentAttributes(
    String id, String name, String time, String status, String done, String metric, Better better) {
  /** The direction of a metric. */
  public enum Better {
    LARGER,
    SMALLER
  }
}
