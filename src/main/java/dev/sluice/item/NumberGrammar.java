package dev.sluice.analytics;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text in DynamoDB's number grammar: what the service would take as an N. Decimal digits with an optional sign, point and
 * exponent, at most 38 significant digits, 0 or a magnitude of 1E-130 to 9.99…E+125. No blanks, no NaN, no infinity.
 */
public final class DecimalText {
  private static final Pattern GRAMMAR =
      Pattern.compile("[+-]?(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,9}+)?+");

  private static final Pattern NOT_FINITE = Pattern.compile(
      "[+-]?(?:nan|inf|infinity|∞|1\\.#(?:inf|ind|qnan|snan).*)", Pattern.CASE_INSENSITIVE);

  private static final int DIGITS = 38;
  private static final int MIN_EXPONENT = -130;
  private static final int GREATEST_EXPONENT = 125;

  /** Longer text is out of range, or mostly zeros that nobody writes; parsing it would take quadratic time. */
  private static final int MAX_LENGTH = 512;

  private DecimalText() {}

  /** Whether the text is a number. */
  public static boolean isNumber(@Nullable String text) {
    return text != null && inGrammar(text) && (isShort(text) || inRange(new BigDecimal(text)));
  }

  /** Whether the text is somebody's way to write NaN or an infinity. */
  public static boolean isNotFinite(@Nullable String text) {
    return text != null
        && text.length() <= MAX_LENGTH
        && NOT_FINITE.matcher(text.strip()).matches();
  }

  /** The number, or null if the text is none. A zero's exponent is dropped: by it sums would have a billion digits. */
  public static @Nullable BigDecimal parse(@Nullable String text) {
    if (text == null || !isNumber(text)) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? BigDecimal.ZERO : number;
  }

  /** Numbers without needless zeros, sign or exponent ({@code 5}, {@code 5.0} and {@code 05} are one); other text as is. */
  public static String canonical(String text) {
    BigDecimal number = parse(text);
    return number == null ? text : plain(number);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static boolean inGrammar(String text) {
    return text.length() <= MAX_LENGTH && GRAMMAR.matcher(text).matches();
  }

  /** So few characters, and no exponent: always in range. */
  private static boolean isShort(String text) {
    return text.length() <= DIGITS && text.indexOf('e') < 0 && text.indexOf('E') < 0;
  }

  private static boolean inRange(BigDecimal number) {
    if (number.signum() == 0) {
      return true;
    }
    BigDecimal trimmed = number.stripTrailingZeros();
    long exponent = (long) trimmed.precision() - trimmed.scale() - 1;
    return trimmed.precision() <= DIGITS
        && exponent >= MIN_EXPONENT
        && exponent <= GREATEST_EXPONENT;
  }
}
