package dev.sluice.source;

import dev.sluice.write.WriteStats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * The figures of a write in Spark's SQL page, each the sum over the tasks. Each is a public class, because Spark creates
 * metrics by class name.
 */
public final class WriteMetrics {
  private static final ItemsWritten WRITTEN = new ItemsWritten();
  private static final ItemsUnchanged UNCHANGED = new ItemsUnchanged();
  private static final ItemsRefused REFUSED = new ItemsRefused();
  private static final WriteUnits UNITS = new WriteUnits();
  private static final WritesRetried RETRIED = new WritesRetried();

  private WriteMetrics() {}

  /** Returns all metrics that Spark should expect. */
  static CustomMetric[] all() {
    return List.of(WRITTEN, UNCHANGED, REFUSED, UNITS, RETRIED).toArray(CustomMetric[]::new);
  }

  /** Returns the present figures of one task, by description. */
  static Map<String, CustomTaskMetric> of(WriteStats stats) {
    return Map.of(
        WRITTEN.description(), WRITTEN.of(stats.written()),
        UNCHANGED.description(), UNCHANGED.of(stats.unchanged()),
        REFUSED.description(), REFUSED.of(stats.refused()),
        UNITS.description(), UNITS.ofUnits(stats.units()),
        RETRIED.description(), RETRIED.of(stats.retried()));
  }

  /** Items put, updated or deleted. */
  public static final class ItemsWritten extends SumMetric {
    /** Spark takes a metric of this name for the task's output records, too. */
    public ItemsWritten() {
      super("recordsWritten", "items written");
    }
  }

  /** Items that the condition refused, and that were as the rows want them. */
  public static final class ItemsUnchanged extends SumMetric {
    public ItemsUnchanged() {
      super("itemsUnchanged", "items unchanged");
    }
  }

  /** Items that the condition refused. */
  public static final class ItemsRefused extends SumMetric {
    public ItemsRefused() {
      super("itemsRefused", "items refused by the condition");
    }
  }

  /**
   * Write units consumed. Spark requires whole numbers, so tasks report halves, which conversions to whole numbers
   * cannot lose.
   */
  public static final class WriteUnits extends SumMetric {
    private static final double HALVES = 2;

    public WriteUnits() {
      super("writeUnits", "write units");
    }

    CustomTaskMetric ofUnits(double units) {
      return of(Math.round(units * HALVES));
    }

    @Override
    String text(long halves) {
      return String.format(Locale.ROOT, "%,.1f", halves / HALVES);
    }
  }

  /** Requests sent again: lost, throttled, or for unprocessed items. */
  public static final class WritesRetried extends SumMetric {
    public WritesRetried() {
      super("writesRetried", "write requests retried");
    }
  }
}
