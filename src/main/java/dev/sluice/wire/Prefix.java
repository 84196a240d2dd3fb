package dev.sluice.wire;

import java.util.Arrays;

/** Bytes that are likely to come next, compared eight at a time. */
public final class Prefix {
  private final long[] words;
  /** The bits of the last word that count. */
  private final long mask;

  private final int length;

  /** @param bytes not empty */
  public Prefix(byte[] bytes) {
    this.length = bytes.length;
    this.words = new long[(length + 7) / 8];
    byte[] padded = Arrays.copyOf(bytes, words.length * 8);
    for (int i = 0; i < words.length; i++) {
      words[i] = Swar.at(padded, i * 8);
    }
    this.mask = -1L >>> ((words.length * 8 - length) * 8);
  }

  int length() {
    return length;
  }

  /** Returns whether the bytes begin at an index. May return false near the end of the input. */
  boolean isAt(byte[] bytes, int index, int end) {
    int last = words.length - 1;
    if (index + words.length * 8 > end) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if (Swar.at(bytes, index + i * 8) != words[i]) {
        return false;
      }
    }
    return ((Swar.at(bytes, index + last * 8) ^ words[last]) & mask) == 0;
  }
}
