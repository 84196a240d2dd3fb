package dev.sluice.access;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.TtlValue;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes items past their TTL by DynamoDB's rule: the attribute is a number, in epoch seconds, at or before now,
 * and not more than five years ago.
 *
 * @param attribute null: no item expires
 * @param now epoch seconds
 */
public record Expiry(@Nullable String attribute, long now) implements Serializable {
  /** An expiry under which no item expires. */
  public static final Expiry NEVER = new Expiry(null, 0);

  static Expiry of(ReadSettings settings) {
    Long at = settings.expiredAt();
    return settings.ttlAttribute() == null
        ? NEVER
        : new Expiry(settings.ttlAttribute(), at == null ? Instant.now().getEpochSecond() : at);
  }

  /** Returns whether the next item has expired. The cursor stays before the item. */
  public boolean isExpired(DynamoJsonReader in) {
    if (attribute == null) {
      return false;
    }
    int start = in.position();
    boolean expired = find(in, attribute);
    in.rewind(start);
    return expired;
  }

  private boolean find(DynamoJsonReader in, String wanted) {
    if (in.open('{')) {
      do {
        in.name();
        if (in.text().equals(wanted)) {
          return in.beginValue() == AttributeType.N && isPast(in);
        }
        in.skip();
      } while (in.more('}'));
    }
    return false;
  }

  private boolean isPast(DynamoJsonReader in) {
    in.string();
    BigDecimal expires = in.number();
    return expires.compareTo(BigDecimal.valueOf(now)) <= 0 && !TtlValue.isIgnored(expires, now);
  }
}
