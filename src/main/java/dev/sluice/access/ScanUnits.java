package dev.sluice.access;

import dev.sluice.capacity.ReadUnitSize;

/**
 * The expected read units of a Scan. Each page is rounded up to blocks of 4 KB. This adds little to pages of 1 MB, but
 * is most of the cost if segments have only an item or two. Items with the same partition key are in one segment, so
 * the number of keys in a segment has a Poisson distribution.
 *
 * @param pageBytes the largest size of a page
 */
record ScanUnits(TableSize size, int segments, double pageBytes) {
  /**
   * The units of a block in an eventually consistent read. Also the number of blocks that rounding up adds on average.
   */
  private static final double HALF = 0.5;

  /** The number of keys in a segment from which segments may end anywhere in their last block. */
  private static final double MANY_KEYS = 50;

  /** Returns the expected read units of eventually consistent reads. */
  double expected() {
    double keys = size.keys() / segments;
    double each = keys > MANY_KEYS
        ? size.bytes() / segments / ReadUnitSize.BLOCK_BYTES + HALF
        : blocks(keys, size.bytes() / Math.max(1, size.keys()));
    double morePages = size.bytes() / pageBytes;
    return HALF * (segments * each + HALF * morePages);
  }

  /**
   * Returns the expected number of blocks of a segment with this mean number of keys. A segment without keys has none.
   */
  private static double blocks(double keys, double bytesAKey) {
    double chance = Math.exp(-keys);
    double expected = 0;
    for (int k = 1; k < 4 * MANY_KEYS; k++) {
      chance *= keys / k;
      expected += chance * Math.ceil(k * bytesAKey / ReadUnitSize.BLOCK_BYTES);
    }
    return expected;
  }
}
