package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import java.io.IOException;

/** Numbers of a stored state, of which anybody may have made anything: none costs more than a state that was encoded here. */
final class Bounds {
  /** Beyond it a double does not count by ones. */
  private static final long MAX_COUNT = 1L << 53;

  private Bounds() {}

  /** Reads how many requests there are of a kind. */
  static long count(Input in) throws IOException {
    return number(in, MAX_COUNT, "requests");
  }

  /**
   * Reads a number.
   *
   * @param most the greatest that it may be
   * @param what it counts
   * @throws IllegalArgumentException where it is greater
   */
  static long number(Input in, long most, String what) throws IOException {
    return checked(decodeUnsignedVarLong(in), most, what);
  }

  /** The number itself, if it may be that great. */
  static long checked(long number, long most, String what) {
    if (number < 0 || number > most) {
      throw new IllegalArgumentException(
          Long.toUnsignedString(number) + " " + what + ", more than " + most);
    }
    return number;
  }

  /** The sum of two counts, if it is one. */
  static long sum(long a, long b) {
    return checked(a + b, MAX_COUNT, "requests");
  }

  /** A latency itself, if it is one: finite and not negative. */
  static double latency(double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException(value + " is no latency");
    }
    return value;
  }
}
