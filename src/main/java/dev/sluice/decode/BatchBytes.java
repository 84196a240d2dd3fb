package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The bytes of a batch's texts and binary values: those of the page itself, and copies of what the page does not hold as
 * it is, such as a text with escapes. A value is a slice of one or the other.
 */
final class BatchBytes {
  /** Marks a slice of the copies. The rest of a slice is an offset, and in the lower half a length. */
  private static final long COPIED = Long.MIN_VALUE;

  private byte[] page = {};
  private byte[] copies = {};
  private int copied;

  /** Sets the page for the following values. All slices of a batch are of one page. */
  void page(byte[] page) {
    this.page = page;
  }

  /** Discards the copies. */
  void clear() {
    copied = 0;
  }

  /** Returns the slice of so many values or bytes. */
  static long slice(int offset, int length) {
    return (long) offset << 32 | length;
  }

  static int offset(long slice) {
    return (int) (slice >>> 32) & Integer.MAX_VALUE;
  }

  static int length(long slice) {
    return (int) slice;
  }

  /** Copies the first bytes of an array and returns their slice. */
  long copy(byte[] bytes, int length) {
    reserve(length);
    System.arraycopy(bytes, 0, copies, copied, length);
    return add(length);
  }

  /** Copies the reader's current string with its escapes resolved and returns its slice. */
  long resolve(DynamoJsonReader in) {
    reserve(in.to() - in.from());
    return add(in.utf8(copies, copied));
  }

  private void reserve(int length) {
    if (copied + length > copies.length) {
      // values that were handed out keep the old array
      copies = Arrays.copyOf(copies, Math.max(256, Math.max(2 * copies.length, copied + length)));
    }
  }

  private long add(int length) {
    long slice = COPIED | slice(copied, length);
    copied += length;
    return slice;
  }

  /** Returns a slice as text, which remains valid as long as its page and batch. */
  UTF8String text(long slice) {
    return UTF8String.fromBytes(slice < 0 ? copies : page, offset(slice), length(slice));
  }

  /** Returns a copy of a slice. */
  byte[] binary(long slice) {
    int offset = offset(slice);
    return Arrays.copyOfRange(slice < 0 ? copies : page, offset, offset + length(slice));
  }
}
