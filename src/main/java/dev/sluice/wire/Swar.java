package dev.sluice.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time. Each question's answer has the top bit set of every byte that it is true for; behind the first
 * such byte it may be set of others too, since subtraction borrows.
 */
final class Swar {
  static final long TOPS = 0x8080808080808080L;

  private static final long ONES = 0x0101010101010101L;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Swar() {}

  static long at(byte[] bytes, int index) {
    return (long) EIGHT_BYTES.get(bytes, index);
  }

  /** Which bytes are this ASCII character. */
  static long are(char ascii, long word) {
    long zero = word ^ (ONES * ascii);
    return (zero - ONES) & ~zero & TOPS;
  }

  /** Which bytes are less than this ASCII character; those that are no ASCII are not. */
  static long areBelow(char ascii, long word) {
    return (word - ONES * ascii) & ~word & TOPS;
  }

  /** How many bytes stand before the first that an answer is true for. */
  static int before(long answer) {
    return Long.numberOfTrailingZeros(answer) >>> 3;
  }
}
