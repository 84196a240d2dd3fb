package dev.sluice.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tests eight bytes at once. A result has the top bit set of each byte that passes the test. After the first such byte
 * the top bits of others may be set too, because subtraction borrows.
 */
final class Swar {
  static final long TOPS = 0x8080808080808080L;

  private static final long ONES = 0x0101010101010101L;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Swar() {}

  /** Returns the eight bytes from an index; the first is the lowest. */
  static long at(byte[] bytes, int index) {
    return (long) EIGHT_BYTES.get(bytes, index);
  }

  /** Tests which bytes equal an ASCII character. */
  static long are(char ascii, long word) {
    long zero = word ^ (ONES * ascii);
    return (zero - ONES) & ~zero & TOPS;
  }

  /** Tests which bytes end a run of plain characters in a JSON string: quotes, backslashes, control characters. */
  static long areSpecial(long word) {
    // makes '"' the blank, which is next to the control characters, and moves these only among
    // themselves
    long swapped = word ^ ONES * ('"' ^ ' ');
    long slash = word ^ ONES * '\\';
    return ((swapped - ONES * (' ' + 1)) & ~swapped | (slash - ONES) & ~slash) & TOPS;
  }

  /** Returns the number of bytes before the first that passes a test. */
  static int before(long answer) {
    return Long.numberOfTrailingZeros(answer) >>> 3;
  }
}
