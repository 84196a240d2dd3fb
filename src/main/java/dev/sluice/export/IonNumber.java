package dev.sluice.export;

import dev.sluice.item.NumberGrammar;
import dev.sluice.wire.JsonBytes;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers of Ion in the form in which DynamoDB sends them: all digits, and no exponent. */
final class IonNumber {
  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d*)?([dD][+-]?\\d{1,9})?");

  /** The longest text that is copied: its digits are never too many. */
  private static final int MAX_COPIED = 24;

  private IonNumber() {}

  /** Returns the text; with an exponent if DynamoDB has no such number, whose digits might be a billion. */
  static String text(BigDecimal number) {
    BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return NumberGrammar.inRange(stripped) ? stripped.toPlainString() : stripped.toString();
  }

  static String text(String ion) throws OtherFormException {
    if (!GRAMMAR.matcher(ion).matches()) {
      throw new OtherFormException();
    }
    return text(new BigDecimal(ion.replace('d', 'E').replace('D', 'E')));
  }

  static boolean isPart(byte b) {
    return isDigit(b) || b == '.' || b == '-' || b == '+' || b == 'd' || b == 'D';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /**
   * Writes a number that has no exponent, without the zeros at its end.
   *
   * @return whether it is one; if not, nothing is written
   */
  static boolean copy(byte[] bytes, int from, int to, JsonBytes out) {
    int first = bytes[from] == '-' ? from + 1 : from;
    int point = digits(bytes, first, to);
    int fraction = Math.min(point + 1, to);
    int end = digits(bytes, fraction, to);
    boolean isPlain = end == to
        && to - from <= MAX_COPIED
        && point > first
        && (point == to || bytes[point] == '.')
        && (bytes[first] != '0' || point == first + 1);
    if (!isPlain) {
      return false;
    }
    int last = stripped(bytes, fraction, end);
    if (bytes[first] != '0') {
      write(bytes, from, last == fraction ? point : last, out);
    } else if (last == fraction) {
      write(bytes, first, point, out);
    } else {
      write(bytes, from, last, out);
    }
    return true;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  private static int stripped(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == '0') {
      end--;
    }
    return end;
  }

  private static void write(byte[] bytes, int from, int to, JsonBytes out) {
    out.write('"');
    out.write(bytes, from, to);
    out.write('"');
  }
}
