package dev.sluice.source;

/** A set of 128-bit digests in one array: millions of them at some 32 bytes each. Not thread-safe. */
final class DigestSet {
  private static final int FIRST = 1 << 10;

  /** Pairs; (0, 0) is a free place. */
  private long[] pairs = new long[2 * FIRST];

  private int size;

  /** Adds a digest; false where it is in the set already. */
  boolean add(long first, long second) {
    // of all digests, the one that stands for a free place is taken for its neighbour
    long other = first == 0 && second == 0 ? 1 : second;
    int place = place(pairs, first, other);
    if (pairs[place] == first && pairs[place + 1] == other) {
      return false;
    }
    pairs[place] = first;
    pairs[place + 1] = other;
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
        int place = place(larger, pairs[i], pairs[i + 1]);
        larger[place] = pairs[i];
        larger[place + 1] = pairs[i + 1];
      }
    }
    pairs = larger;
  }

  /** Where this digest is, or a free place for it. */
  private static int place(long[] pairs, long first, long second) {
    int mask = pairs.length - 1;
    int place = (int) first << 1 & mask;
    while ((pairs[place] != 0 || pairs[place + 1] != 0)
        && (pairs[place] != first || pairs[place + 1] != second)) {
      place = place + 2 & mask;
    }
    return place;
  }
}
