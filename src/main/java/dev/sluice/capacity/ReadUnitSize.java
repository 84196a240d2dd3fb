package dev.sluice.capacity;

/**
 * The bytes that a read unit pays for. A unit reads 4 KB strongly consistently or twice as much eventually consistently;
 * what a request reads is rounded up to whole blocks of 4 KB.
 */
public final class ReadUnitSize {
  /** Bytes of a block: what one unit reads strongly consistently. */
  public static final int BLOCK_BYTES = 4_096;

  /** Bytes that one unit reads eventually consistently. */
  public static final int EVENTUAL_BYTES = 2 * BLOCK_BYTES;

  private ReadUnitSize() {}

  /** Returns the bytes that one unit reads. */
  public static int bytesPerUnit(boolean consistentRead) {
    return consistentRead ? BLOCK_BYTES : EVENTUAL_BYTES;
  }
}
