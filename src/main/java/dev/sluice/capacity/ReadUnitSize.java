package dev.sluice.capacity;

/**
 * The bytes that a read unit pays for. A unit pays for 4 KB read strongly consistently, or 8 KB read eventually
 * consistently. The bytes read by a request are rounded up to whole blocks of 4 KB.
 */
public final class ReadUnitSize {
  /** The bytes of a block, which one unit reads strongly consistently. */
  public static final int BLOCK_BYTES = 4_096;

  /** The bytes that one unit reads eventually consistently. */
  public static final int EVENTUAL_BYTES = 2 * BLOCK_BYTES;

  private ReadUnitSize() {}

  /** Returns the bytes that one unit reads. */
  public static int bytesPerUnit(boolean consistentRead) {
    return consistentRead ? BLOCK_BYTES : EVENTUAL_BYTES;
  }
}
