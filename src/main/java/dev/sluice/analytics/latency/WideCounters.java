package dev.sluice.analytics.latency;

import dev.sluice.analytics.MergeableState;
import java.math.BigInteger;
import java.util.Arrays;

/** Counters of 128 bits, one for each exponent. A counter that is full moves into a rest of arbitrary size. */
final class WideCounters implements MergeableState<WideCounters> {
  private static final long FULL = 1L << 62;
  private static final int ROOM = 8;

  /** The exponent of the first counter. */
  private int first;

  private long[] low = new long[0];
  private long[] high = new long[0];
  /** Exponent → the amount moved out of its counter, as a multiple of its unit. */
  private BigInteger[] overflown = new BigInteger[0];

  private BigInteger whole = BigInteger.ZERO;

  /** Adds the product of two numbers that are not negative; it is below 2^116. */
  void add(int exponent, long one, long other) {
    int at = index(exponent);
    long lower = one * other;
    low[at] += lower;
    boolean carry = Long.compareUnsigned(low[at], lower) < 0;
    high[at] += Math.multiplyHigh(one, other) + (carry ? 1 : 0);
    if (high[at] >= FULL) {
      overflown[at] = overflown[at].add(counted(at));
      low[at] = 0;
      high[at] = 0;
    }
  }

  /** Adds units of the exponent 0. */
  void add(BigInteger units) {
    whole = whole.add(units);
  }

  @Override
  public WideCounters merge(WideCounters other) {
    whole = whole.add(other.whole);
    for (int i = 0; i < other.low.length; i++) {
      if (other.low[i] != 0 || other.high[i] != 0 || other.overflown[i].signum() != 0) {
        int at = index(other.first + i);
        overflown[at] = overflown[at].add(other.overflown[i]).add(other.counted(i));
      }
    }
    return this;
  }

  /**
   * Returns the total, in units of the exponent 0.
   *
   * @param bits the number of bits by which an exponent's unit is greater than the one before it
   */
  BigInteger total(int bits) {
    BigInteger total = whole;
    for (int i = 0; i < low.length; i++) {
      total = total.add(overflown[i].add(counted(i)).shiftLeft(bits * (first + i)));
    }
    return total;
  }

  private BigInteger counted(int at) {
    BigInteger upper = BigInteger.valueOf(high[at]).shiftLeft(64);
    BigInteger lower = BigInteger.valueOf(low[at] >>> 32)
        .shiftLeft(32)
        .or(BigInteger.valueOf(low[at] & 0xFFFF_FFFFL));
    return upper.or(lower);
  }

  private int index(int exponent) {
    if (exponent < first || exponent >= first + low.length) {
      reach(exponent);
    }
    return exponent - first;
  }

  private void reach(int exponent) {
    int from = low.length == 0 ? exponent : Math.min(first, exponent);
    int to = low.length == 0 ? exponent + 1 : Math.max(first + low.length, exponent + 1);
    int start = Math.max(0, from - ROOM);
    int size = to + ROOM - start;
    int shift = low.length == 0 ? 0 : first - start;
    BigInteger[] rests = new BigInteger[size];
    Arrays.fill(rests, BigInteger.ZERO);
    System.arraycopy(overflown, 0, rests, shift, overflown.length);
    overflown = rests;
    low = moved(low, shift, size);
    high = moved(high, shift, size);
    first = start;
  }

  private static long[] moved(long[] counters, int shift, int size) {
    long[] moved = new long[size];
    System.arraycopy(counters, 0, moved, shift, counters.length);
    return moved;
  }
}
