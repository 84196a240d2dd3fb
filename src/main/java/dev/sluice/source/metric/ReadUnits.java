package dev.sluice.source.metric;

import java.util.Locale;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Read units consumed. Tasks tell halves, which are the least that DynamoDB counts in, and whole numbers to Spark. */
public final class ReadUnits extends ReadMetric {
  private static final double HALVES = 2;

  public ReadUnits() {
    super("readUnits", "read units");
  }

  /** What a task has consumed so far. */
  public CustomTaskMetric ofUnits(double units) {
    return of(Math.round(units * HALVES));
  }

  @Override
  String text(long halves) {
    return String.format(Locale.ROOT, "%,.1f", halves / HALVES);
  }
}
