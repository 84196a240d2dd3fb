package dev.sluice.item;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's numbers. As text: decimal digits with an optional sign, point and exponent; no blanks, no NaN, no
 * infinity. By value: at most {@value #MAX_DIGITS} significant digits, 0 or a magnitude of 1E-130 to 9.99…E+125.
 */
public final class NumberGrammar {
  /** The largest number of significant digits. */
  public static final int MAX_DIGITS = 38;

  /** The smallest power of ten that a number's first significant digit may have. */
  public static final int MIN_EXPONENT = -130;

  /** The largest power of ten that a number's first significant digit may have. */
  public static final int MAX_EXPONENT = 125;

  /**
   * The longest text that {@link #parseUnbounded} reads, in characters. Parsing time grows with the square of the
   * length.
   */
  public static final int MAX_UNBOUNDED_LENGTH = 1_000;

  /** The largest scale. Arithmetic on numbers of a larger scale would need memory in proportion to the exponent. */
  private static final int MAX_UNBOUNDED_SCALE = 1_000;

  /** The longest text, in characters. Longer text is out of range, or consists mostly of zeros. */
  private static final int MAX_LENGTH = 512;

  private static final Pattern GRAMMAR =
      Pattern.compile("[+-]?(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,9}+)?+");

  private static final Pattern NOT_FINITE = Pattern.compile(
      "[+-]?(?:nan|inf|infinity|∞|1\\.#(?:inf|ind|qnan|snan).*)", Pattern.CASE_INSENSITIVE);

  private NumberGrammar() {}

  /** Returns whether DynamoDB accepts the text as an N. */
  public static boolean isNumber(@Nullable String text) {
    return text != null && inGrammar(text) && (isShort(text) || inRange(new BigDecimal(text)));
  }

  /** Returns whether the text is a common spelling of NaN or of an infinity. */
  public static boolean isNotFinite(@Nullable String text) {
    return text != null
        && text.length() <= MAX_LENGTH
        && NOT_FINITE.matcher(text.strip()).matches();
  }

  /** Returns whether DynamoDB can store the number: its digits and its exponent are within the limits. */
  public static boolean inRange(BigDecimal number) {
    if (number.signum() == 0) {
      return true;
    }
    BigDecimal trimmed = number.stripTrailingZeros();
    long exponent = (long) trimmed.precision() - trimmed.scale() - 1;
    return trimmed.precision() <= MAX_DIGITS
        && exponent >= MIN_EXPONENT
        && exponent <= MAX_EXPONENT;
  }

  /**
   * Parses a number. A zero loses its exponent; otherwise sums could have a billion digits.
   *
   * @return null if DynamoDB does not accept the text
   */
  public static @Nullable BigDecimal parse(@Nullable String text) {
    if (text == null || !isNumber(text)) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? BigDecimal.ZERO : number;
  }

  /**
   * Parses a stored or received N. Accepts more than {@link #parse}: any number of digits and any range, up to a limit
   * that protects the reader. Stored values are kept as they are.
   *
   * @return null if the text is not a number
   */
  public static @Nullable BigDecimal parseUnbounded(String text) {
    if (text.length() > MAX_UNBOUNDED_LENGTH) {
      return null;
    }
    BigDecimal number = decimal(text);
    return number == null || Math.abs((long) number.scale()) > MAX_UNBOUNDED_SCALE ? null : number;
  }

  /**
   * Parses a number of any size in ASCII text. {@link BigDecimal} alone would accept the digits of every script.
   *
   * @return null if the text is not such a number
   */
  public static @Nullable BigDecimal decimal(String text) {
    try {
      return isAscii(text) ? new BigDecimal(text) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Returns a number as plain text without needless zeros, sign or exponent, so that {@code 5}, {@code 5.0} and {@code
   * 05} become equal. Returns any other text unchanged.
   */
  public static String canonical(String text) {
    BigDecimal number = parse(text);
    return number == null ? text : plain(number);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static boolean inGrammar(String text) {
    return text.length() <= MAX_LENGTH && GRAMMAR.matcher(text).matches();
  }

  /** Returns whether the text is so short, and without exponent, that its number is always in range. */
  private static boolean isShort(String text) {
    return text.length() <= MAX_DIGITS && text.indexOf('e') < 0 && text.indexOf('E') < 0;
  }
}
