package dev.sluice.training;

import dev.sluice.item.Sha256;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Assigns keys to channels by a hash between 0 and 1: the first eight bytes of the SHA-256 of the key in UTF-8, as a
 * big-endian unsigned number, divided by 2^64. It is the same on every machine and in every version. The next eight
 * bytes are a second, independent number.
 */
final class SplitHash implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final BigDecimal WHOLE = new BigDecimal(BigInteger.TWO.pow(64));

  private final long[] ends = new long[Channel.values().length - 1];
  private final boolean[] toTheEnd = new boolean[ends.length];

  SplitHash(SplitSettings split) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < ends.length; i++) {
      sum = sum.add(split.shares().get(i));
      ends[i] = sum.multiply(WHOLE).toBigInteger().longValue();
      toTheEnd[i] = sum.compareTo(BigDecimal.ONE) == 0;
    }
  }

  /** Returns the index of a key's channel. */
  int channel(String key) {
    long position = position(key);
    for (int i = 0; i < ends.length; i++) {
      if (toTheEnd[i] || Long.compareUnsigned(position, ends[i]) < 0) {
        return i;
      }
    }
    return ends.length;
  }

  /** Returns the hash times 2^64, as an unsigned number. */
  static long position(String key) {
    return digest(key).getLong();
  }

  /** Returns the second number, times 2^64. */
  static long order(String key) {
    return digest(key).getLong(Long.BYTES);
  }

  private static ByteBuffer digest(String key) {
    return ByteBuffer.wrap(Sha256.bytes(key));
  }
}
