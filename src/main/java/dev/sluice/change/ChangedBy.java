package dev.sluice.change;

import dev.sluice.item.EpochUnit;
import dev.sluice.wire.TtlValue;
import dev.sluice.wire.UnreadableItemException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The originator of a change, as far as it is known. */
public enum ChangedBy {
  /** DynamoDB, which removed the item because its TTL had passed. */
  TTL,
  /** A request. */
  USER,
  /** It is a removal, and its source does not tell. */
  UNKNOWN;

  /**
   * Returns who removed an item, where nothing but its last image tells: TTL if its time had passed by then. A request
   * may have removed an expired item too, but then it only came first.
   *
   * @param last the image before the removal; null: not known
   * @param ttlAttribute null: the table has no TTL, or it is not known
   */
  public static ChangedBy ofRemoval(
      @Nullable Image last, Instant at, @Nullable String ttlAttribute) {
    return last != null && ttlAttribute != null && hasExpired(last, at, ttlAttribute)
        ? TTL
        : UNKNOWN;
  }

  private static boolean hasExpired(Image last, Instant at, String ttlAttribute) {
    try {
      Long expires = TtlValue.micros(last.reader(), ttlAttribute, at.getEpochSecond());
      return expires != null && expires <= EpochUnit.micros(at);
    } catch (UnreadableItemException e) {
      // not a number; whoever decodes the image rejects it
      return false;
    }
  }

  /** Returns the word in lower case, as rows have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
