package dev.sluice.wire;

import dev.sluice.item.AttributeType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** DynamoDB's rule for a TTL: a number of epoch seconds, not more than five years ago. Any other value is ignored. */
public final class TtlValue {
  private static final BigDecimal FIVE_YEARS =
      BigDecimal.valueOf(Duration.ofDays(5 * 365 + 1).toSeconds());

  private static final BigDecimal MAX_MICROS = BigDecimal.valueOf(Long.MAX_VALUE);

  private TtlValue() {}

  /** Returns whether DynamoDB ignores a time of expiry, because it is too long ago. Both are in epoch seconds. */
  public static boolean isIgnored(BigDecimal expires, long now) {
    return expires.compareTo(BigDecimal.valueOf(now).subtract(FIVE_YEARS)) <= 0;
  }

  /**
   * Returns when the next item expires, in microseconds since the epoch, rounded down.
   *
   * @param attribute the TTL attribute
   * @param now epoch seconds
   * @return null if the item has no such number, DynamoDB ignores it, or it is beyond Spark's timestamps (the year 294247)
   */
  public static @Nullable Long micros(DynamoJsonReader in, String attribute, long now) {
    if (in.open('{')) {
      do {
        in.name();
        if (in.text().equals(attribute)) {
          return in.beginValue() == AttributeType.N ? micros(in, now) : null;
        }
        in.skip();
      } while (in.more('}'));
    }
    return null;
  }

  private static @Nullable Long micros(DynamoJsonReader in, long now) {
    in.string();
    BigDecimal expires = in.number();
    BigDecimal micros = expires.movePointRight(6).setScale(0, RoundingMode.FLOOR);
    return isIgnored(expires, now) || micros.compareTo(MAX_MICROS) > 0 ? null : micros.longValue();
  }
}
