package dev.sluice.source;

import java.io.Serializable;

/**
 * The requests of a read, by one task or of a whole table.
 *
 * @param pages pages that have come
 * @param repeated retried requests: beyond a page's first
 * @param throttled requests that DynamoDB has throttled
 * @param waitedMillis the wait for permits, by the limit on read units, over all requests
 */
public record Requests(long pages, long repeated, long throttled, long waitedMillis)
    implements Serializable {
  /** No requests. */
  public static final Requests NONE = new Requests(0, 0, 0, 0);

  /** Returns the requests since others. */
  public Requests minus(Requests before) {
    return new Requests(
        pages - before.pages,
        repeated - before.repeated,
        throttled - before.throttled,
        waitedMillis - before.waitedMillis);
  }

  /** Returns the sum. */
  public Requests plus(Requests other) {
    return new Requests(
        pages + other.pages,
        repeated + other.repeated,
        throttled + other.throttled,
        waitedMillis + other.waitedMillis);
  }
}
