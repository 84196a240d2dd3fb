package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import java.io.IOException;

/**
 * Checks numbers of a stored state, which may be damaged or forged: no accepted state needs more memory than one
 * encoded here.
 */
final class Bounds {
  /** Beyond it a double cannot represent every whole number. */
  private static final long MAX_COUNT = 1L << 53;

  private Bounds() {}

  /** Reads a number of requests. */
  static long count(Input in) throws IOException {
    return number(in, MAX_COUNT, "requests");
  }

  /**
   * Reads a number.
   *
   * @param most the largest accepted value
   * @param what the counted things, for the message
   * @throws IllegalArgumentException if the number is larger
   */
  static long number(Input in, long most, String what) throws IOException {
    return checked(decodeUnsignedVarLong(in), most, what);
  }

  /** Returns the number if it is at most {@code most}. */
  static long checked(long number, long most, String what) {
    if (number < 0 || number > most) {
      throw new IllegalArgumentException(
          Long.toUnsignedString(number) + " " + what + ", more than " + most);
    }
    return number;
  }

  /** Returns the sum of two counts if it is a valid count. */
  static long sum(long a, long b) {
    return checked(a + b, MAX_COUNT, "requests");
  }

  /** Returns the latency if it is valid: finite and not negative. */
  static double latency(double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException(value + " is no latency");
    }
    return value;
  }
}
