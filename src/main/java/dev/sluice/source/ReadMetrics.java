package dev.sluice.source;

import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * The figures of a read in Spark's SQL page, each the sum over the tasks. The same figures of a run are in its
 * snapshot's manifest and in its RUN row. Each is a public class, because Spark creates metrics by class name.
 */
public final class ReadMetrics {
  private static final ItemsScanned SCANNED = new ItemsScanned();
  private static final ItemsFiltered FILTERED = new ItemsFiltered();
  private static final ItemsExpired EXPIRED = new ItemsExpired();
  private static final ItemsRejected REJECTED = new ItemsRejected();
  private static final ReadUnits UNITS = new ReadUnits();
  private static final Queries QUERIES = new Queries();
  private static final Pages PAGES = new Pages();
  private static final RequestsRetried RETRIED = new RequestsRetried();
  private static final RequestsThrottled THROTTLED = new RequestsThrottled();
  private static final CapacityWait WAIT = new CapacityWait();

  private ReadMetrics() {}

  /** Returns all metrics that Spark should expect. */
  static CustomMetric[] all() {
    return List.of(
            SCANNED, FILTERED, EXPIRED, REJECTED, UNITS, QUERIES, PAGES, RETRIED, THROTTLED, WAIT)
        .toArray(CustomMetric[]::new);
  }

  /**
   * Returns the present figures of one task.
   *
   * @param items the item counts; {@code filtered} are items that DynamoDB read but did not send, and items found before
   * @param queries the number of Queries of the task; 0: it scans
   */
  static CustomTaskMetric[] of(ItemCounts items, double units, int queries, RequestStats requests) {
    return new CustomTaskMetric[] {
      SCANNED.of(items.scanned()),
      FILTERED.of(items.filtered()),
      EXPIRED.of(items.expired()),
      REJECTED.of(items.rejected()),
      UNITS.ofUnits(units),
      QUERIES.of(queries),
      PAGES.of(requests.pages()),
      RETRIED.of(requests.retried()),
      THROTTLED.of(requests.throttled()),
      WAIT.of(requests.waitedMillis()),
    };
  }

  /** Items that DynamoDB has read, including those that are filtered, expired or rejected. */
  public static final class ItemsScanned extends SumMetric {
    public ItemsScanned() {
      super("itemsScanned", "items scanned");
    }
  }

  /** Items that DynamoDB has read but not sent, because its filter removed them. */
  public static final class ItemsFiltered extends SumMetric {
    public ItemsFiltered() {
      super("itemsFiltered", "items filtered by DynamoDB");
    }
  }

  /** Items left out because they are past their TTL. */
  public static final class ItemsExpired extends SumMetric {
    public ItemsExpired() {
      super("itemsExpired", "items past their TTL");
    }
  }

  /** Items that could not be read. */
  public static final class ItemsRejected extends SumMetric {
    public ItemsRejected() {
      super("itemsRejected", "items unreadable");
    }
  }

  /**
   * Read units consumed. Spark requires whole numbers, so tasks report halves, the smallest unit that DynamoDB counts.
   */
  public static final class ReadUnits extends SumMetric {
    private static final double HALVES = 2;

    public ReadUnits() {
      super("readUnits", "read units");
    }

    CustomTaskMetric ofUnits(double units) {
      return of(Math.round(units * HALVES));
    }

    @Override
    String text(long halves) {
      return String.format(Locale.ROOT, "%,.1f", halves / HALVES);
    }
  }

  /** Key values, or ranges of them, that were read by a Query each; 0: the read was a Scan. */
  public static final class Queries extends SumMetric {
    public Queries() {
      super("queries", "queries by key");
    }
  }

  /** Pages that have arrived. */
  public static final class Pages extends SumMetric {
    public Pages() {
      super("pages", "pages");
    }
  }

  /** Requests for a page after the first one. */
  public static final class RequestsRetried extends SumMetric {
    public RequestsRetried() {
      super("requestsRetried", "requests retried");
    }
  }

  /** Requests that DynamoDB has throttled. */
  public static final class RequestsThrottled extends SumMetric {
    public RequestsThrottled() {
      super("requestsThrottled", "requests throttled");
    }
  }

  /** The total wait of all requests for permits, due to the limit on read units, in milliseconds. */
  public static final class CapacityWait extends SumMetric {
    public CapacityWait() {
      super("capacityWait", "wait for capacity, all requests");
    }

    @Override
    String text(long millis) {
      return String.format(Locale.ROOT, "%,d ms", millis);
    }
  }
}
