package dev.sluice.source;

/** A set of 128-bit digests in one array: millions of them at about 32 bytes each. Not thread-safe. */
final class DigestSet {
  private static final int FIRST = 1 << 10;

  /** Pairs of longs. (0, 0) is a free slot. */
  private long[] pairs = new long[2 * FIRST];

  private int size;

  /** Adds a digest. Returns false if it is already in the set. */
  boolean add(long first, long second) {
    // a digest that equals the mark of a free slot is replaced by its neighbour
    long other = first == 0 && second == 0 ? 1 : second;
    int slot = slot(pairs, first, other);
    if (pairs[slot] == first && pairs[slot + 1] == other) {
      return false;
    }
    pairs[slot] = first;
    pairs[slot + 1] = other;
    size++;
    if (size > pairs.length / 4) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(pairs.length, 2)];
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] != 0 || pairs[i + 1] != 0) {
        int slot = slot(larger, pairs[i], pairs[i + 1]);
        larger[slot] = pairs[i];
        larger[slot + 1] = pairs[i + 1];
      }
    }
    pairs = larger;
  }

  /** Returns the slot of this digest, or a free one for it. */
  private static int slot(long[] pairs, long first, long second) {
    int mask = pairs.length - 1;
    int slot = (int) first << 1 & mask;
    while ((pairs[slot] != 0 || pairs[slot + 1] != 0)
        && (pairs[slot] != first || pairs[slot + 1] != second)) {
      slot = slot + 2 & mask;
    }
    return slot;
  }
}
