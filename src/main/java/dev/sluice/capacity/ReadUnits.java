package dev.sluice.capacity;

/** The sizes by which DynamoDB counts read units. */
public final class ReadUnits {
  /** Bytes of one unit of a consistent read. What a page reads is rounded up to blocks of this size. */
  public static final int BLOCK_BYTES = 4_096;

  /** Bytes of one unit of an eventually consistent read. */
  public static final int EVENTUAL_BYTES = 2 * BLOCK_BYTES;

  /** Units of one block, read eventually consistent: the smallest amount that is counted. */
  public static final double BLOCK_UNITS = 0.5;

  private ReadUnits() {}

  /** Returns the bytes that one unit reads. */
  public static int bytesPerUnit(boolean consistentRead) {
    return consistentRead ? BLOCK_BYTES : EVENTUAL_BYTES;
  }
}
