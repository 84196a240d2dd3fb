package dev.sluice.source;

import dev.sluice.capacity.ReadUnitSize;

/**
 * What a Scan of so many segments is expected to consume. Of every page, what is read is rounded up to 4 KB, which weighs
 * little in pages of 1 MB and is most of it where segments have an item or two. Items of one partition key are in one
 * segment, so the number of keys in a segment follows Poisson's law.
 *
 * @param pageBytes that a page has at most
 */
record ScanUnits(TableSize size, int segments, double pageBytes) {
  /** Of an eventually consistent read, a block; what rounding up adds is half of that on average. */
  private static final double HALF = 0.5;

  /** With more keys a segment the sizes of segments are all over the last block. */
  private static final double MANY_KEYS = 50;

  /** In read units, eventually consistent. */
  double expected() {
    double keys = size.keys() / segments;
    double each = keys > MANY_KEYS
        ? size.bytes() / segments / ReadUnitSize.BLOCK_BYTES + HALF
        : blocks(keys, size.bytes() / Math.max(1, size.keys()));
    double morePages = size.bytes() / pageBytes;
    return HALF * (segments * each + HALF * morePages);
  }

  /** Blocks of a segment that has so many keys on average, of so many bytes each; an empty one has none. */
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
