package dev.sluice.item;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.Serializable;

/**
 * Counts of the items of a read: of a chunk, a table or a run.
 *
 * @param scanned items that DynamoDB read
 * @param filtered items that a filter left out
 * @param expired items past their TTL, left out
 * @param rejected items that could not be decoded
 * @param written items in Parquet files; while they are read, items that are handed over
 */
@JsonPropertyOrder({"scanned", "filtered", "expired", "rejected", "written"})
public record ItemCounts(long scanned, long filtered, long expired, long rejected, long written)
    implements Serializable {
  /** No items. */
  public static final ItemCounts NONE = new ItemCounts(0, 0, 0, 0, 0);

  /** Returns the counts of a read of which all items but the filtered ones are counted: those are the remainder. */
  public static ItemCounts ofScanned(long scanned, long expired, long rejected, long written) {
    return new ItemCounts(
        scanned, scanned - expired - rejected - written, expired, rejected, written);
  }

  /** Returns the counts of a read of which all items that are left count as written. */
  public static ItemCounts ofRead(long scanned, long filtered, long expired, long rejected) {
    return new ItemCounts(
        scanned, filtered, expired, rejected, scanned - filtered - expired - rejected);
  }

  /** Returns the same items of which only so many are written; the others are filtered. */
  public ItemCounts withWritten(long items) {
    return ofScanned(scanned, expired, rejected, items);
  }

  /** Returns the items since others. */
  public ItemCounts minus(ItemCounts before) {
    return new ItemCounts(
        scanned - before.scanned,
        filtered - before.filtered,
        expired - before.expired,
        rejected - before.rejected,
        written - before.written);
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
