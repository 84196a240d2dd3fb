package dev.sluice.item;

import java.io.Serializable;

/**
 * Counts of the items of a read: of a chunk, a table or a run.
 *
 * @param scanned items that DynamoDB read
 * @param filtered items that a filter left out
 * @param expired items past their TTL, left out
 * @param rejected items that could not be decoded
 * @param written items in Parquet files
 */
public record ItemCounts(long scanned, long filtered, long expired, long rejected, long written)
    implements Serializable {
  /** No items. */
  public static final ItemCounts NONE = new ItemCounts(0, 0, 0, 0, 0);

  /** Returns the counts of a read of which all items but the filtered ones are counted: those are the remainder. */
  public static ItemCounts ofScanned(long scanned, long expired, long rejected, long written) {
    return new ItemCounts(
        scanned, scanned - expired - rejected - written, expired, rejected, written);
  }

  /** Returns the sum of both. */
  public ItemCounts plus(ItemCounts other) {
    return new ItemCounts(
        scanned + other.scanned,
        filtered + other.filtered,
        expired + other.expired,
        rejected + other.rejected,
        written + other.written);
  }

  /** Returns whether every scanned item is accounted for: {@code scanned = filtered + expired + rejected + written}. */
  public boolean addUp() {
    return filtered >= 0 && scanned == filtered + expired + rejected + written;
  }

  /** Describes the counts for a message. */
  public String inWords() {
    return scanned + " scanned; " + filtered + " filtered, " + expired + " expired, " + rejected
        + " rejected, " + written + " written";
  }
}
