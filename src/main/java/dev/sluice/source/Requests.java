package dev.sluice.source;

import java.io.Serializable;

/**
 * The requests of a read: of a task, or of all of a table.
 *
 * @param pages that have come
 * @param repeated requests beyond a page's first
 * @param throttled requests that DynamoDB has throttled
 * @param waitedMillis for their turns, by the limit on read units, all requests together
 */
public record Requests(long pages, long repeated, long throttled, long waitedMillis)
    implements Serializable {
  /** Nothing was asked for. */
  public static final Requests NONE = new Requests(0, 0, 0, 0);

  /** Those that came after others. */
  public Requests minus(Requests before) {
    return new Requests(
        pages - before.pages,
        repeated - before.repeated,
        throttled - before.throttled,
        waitedMillis - before.waitedMillis);
  }

  /** Both together. */
  public Requests plus(Requests other) {
    return new Requests(
        pages + other.pages,
        repeated + other.repeated,
        throttled + other.throttled,
        waitedMillis + other.waitedMillis);
  }
}
