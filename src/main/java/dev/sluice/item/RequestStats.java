package dev.sluice.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.io.Serializable;
import java.time.Duration;

/**
 * Statistics of the requests of a read: for a page, by a task, of a chunk, a table or a run. In JSON the wait is in whole
 * milliseconds.
 *
 * @param pages pages that have come
 * @param retried requests beyond a page's first, stored as {@code repeated}
 * @param throttled requests that DynamoDB has throttled
 * @param waited the wait for permits, by the limit on read units, over all requests
 */
@JsonPropertyOrder({"pages", "repeated", "throttled", "waitedMillis"})
public record RequestStats(
    long pages,
    @JsonProperty("repeated") long retried,
    long throttled,

    @JsonProperty("waitedMillis")
    @JsonSerialize(converter = ToMillis.class)
    @JsonDeserialize(converter = OfMillis.class)
    Duration waited)
    implements Serializable {
  /** No requests. */
  public static final RequestStats NONE = new RequestStats(0, 0, 0, Duration.ZERO);

  public RequestStats {
    // absent in JSON: none
    waited = waited == null ? Duration.ZERO : waited;
  }

  /** Returns the wait in whole milliseconds, rounded down. */
  public long waitedMillis() {
    return waited.toMillis();
  }

  /** Returns the requests since others. */
  public RequestStats minus(RequestStats before) {
    return new RequestStats(
        pages - before.pages,
        retried - before.retried,
        throttled - before.throttled,
        waited.minus(before.waited));
  }

  /** Returns the sum. */
  public RequestStats plus(RequestStats other) {
    return new RequestStats(
        pages + other.pages,
        retried + other.retried,
        throttled + other.throttled,
        waited.plus(other.waited));
  }

  private static final class ToMillis extends StdConverter<Duration, Long> {
    @Override
    public Long convert(Duration wait) {
      return wait.toMillis();
    }
  }

  private static final class OfMillis extends StdConverter<Long, Duration> {
    @Override
    public Duration convert(Long millis) {
      return Duration.ofMillis(millis);
    }
  }
}
