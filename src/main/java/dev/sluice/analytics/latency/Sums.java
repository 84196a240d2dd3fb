package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import dev.sluice.analytics.MergeableState;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Σx and Σx² of doubles that are finite and not negative, exact, so that their order does not matter. A double is m·2^e
 * with m below 2^53: for each exponent e, the m and their squares are added as whole numbers of 128 bits.
 */
final class Sums implements MergeableState<Sums> {
  /**
   * A double's exponent field is 0 to 2046; 0 means the same as 1. The smallest unit is 2^−1074, for squares 2^−2148.
   */
  private static final int UNIT = 1074;

  private static final int MANTISSA_BITS = 52;
  private static final long HIDDEN = 1L << MANTISSA_BITS;
  private static final long MANTISSA = HIDDEN - 1;
  private static final long MAX_TIMES = 1 << 10;
  /** More bits than 2^63 squares of the largest double have, in units. */
  private static final int MAX_BITS = 1 << 13;

  private final WideCounters values = new WideCounters();
  private final WideCounters squares = new WideCounters();

  void add(double value, long times) {
    long bits = Double.doubleToRawLongBits(value);
    int field = (int) (bits >>> MANTISSA_BITS);
    long mantissa = field == 0 ? bits : (bits & MANTISSA) | HIDDEN;
    int exponent = Math.max(0, field - 1);
    values.add(exponent, mantissa, times);
    if (times <= MAX_TIMES) {
      squares.add(exponent, mantissa, mantissa * times);
    } else {
      BigInteger square = BigInteger.valueOf(mantissa).pow(2).shiftLeft(2 * exponent);
      squares.add(square.multiply(BigInteger.valueOf(times)));
    }
  }

  @Override
  public Sums merge(Sums other) {
    values.merge(other.values);
    squares.merge(other.squares);
    return this;
  }

  /** Returns Σx. */
  BigDecimal values() {
    return decimal(values.total(1), UNIT);
  }

  /** Returns Σx². */
  BigDecimal squares() {
    return decimal(squares.total(2), 2 * UNIT);
  }

  /** Returns whether so many numbers that are not negative can have these sums: (Σx)² is at most n·Σx². */
  boolean areOf(long count) {
    BigInteger sum = values.total(1);
    BigInteger most = squares.total(2).multiply(BigInteger.valueOf(count));
    return sum.signum() >= 0 && sum.pow(2).compareTo(most) <= 0;
  }

  private static BigDecimal decimal(BigInteger units, int places) {
    int zeros = Math.min(places, Math.max(0, units.getLowestSetBit()));
    int left = places - zeros;
    return new BigDecimal(units.shiftRight(zeros).multiply(BigInteger.valueOf(5).pow(left)), left);
  }

  /** Writes both sums, each as the number of its trailing zero bits and, without them, its length and bytes. */
  void write(Output out) throws IOException {
    write(out, values.total(1));
    write(out, squares.total(2));
  }

  static Sums read(Input in) throws IOException {
    Sums sums = new Sums();
    sums.values.add(readUnits(in));
    sums.squares.add(readUnits(in));
    return sums;
  }

  private static void write(Output out, BigInteger units) throws IOException {
    int zeros = Math.max(0, units.getLowestSetBit());
    byte[] bytes = units.shiftRight(zeros).toByteArray();
    encodeUnsignedVarLong(out, zeros);
    encodeUnsignedVarLong(out, bytes.length);
    for (byte part : bytes) {
      out.writeByte(part);
    }
  }

  private static BigInteger readUnits(Input in) throws IOException {
    int zeros = (int) Bounds.number(in, MAX_BITS, "zero bits");
    byte[] bytes = new byte[(int) Bounds.number(in, MAX_BITS / Byte.SIZE, "bytes of a sum")];
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a sum of no bytes");
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = in.readByte();
    }
    return new BigInteger(bytes).shiftLeft(zeros);
  }
}
