package dev.sluice.source.metric;

import java.util.List;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** All figures of a read: what Spark is to expect, and what a task tells. */
public final class ReadMetrics {
  private static final ItemsScanned SCANNED = new ItemsScanned();
  private static final ItemsFiltered FILTERED = new ItemsFiltered();
  private static final ItemsExpired EXPIRED = new ItemsExpired();
  private static final ItemsRejected REJECTED = new ItemsRejected();
  private static final ReadUnits UNITS = new ReadUnits();
  private static final Pages PAGES = new Pages();
  private static final RequestsRepeated REPEATED = new RequestsRepeated();
  private static final RequestsThrottled THROTTLED = new RequestsThrottled();
  private static final CapacityWait WAIT = new CapacityWait();

  private ReadMetrics() {}

  /** Of every read. */
  public static CustomMetric[] all() {
    return List.of(SCANNED, FILTERED, EXPIRED, REJECTED, UNITS, PAGES, REPEATED, THROTTLED, WAIT)
        .toArray(CustomMetric[]::new);
  }

  /**
   * Of one task, so far.
   *
   * @param waitedMillis of all its requests together
   */
  public record Figures(
      long scanned,
      long filtered,
      long expired,
      long rejected,
      double readUnits,
      long pages,
      long repeated,
      long throttled,
      long waitedMillis) {
    /** As Spark wants them. */
    public CustomTaskMetric[] values() {
      return new CustomTaskMetric[] {
        SCANNED.of(scanned),
        FILTERED.of(filtered),
        EXPIRED.of(expired),
        REJECTED.of(rejected),
        UNITS.ofUnits(readUnits),
        PAGES.of(pages),
        REPEATED.of(repeated),
        THROTTLED.of(throttled),
        WAIT.of(waitedMillis),
      };
    }
  }
}
