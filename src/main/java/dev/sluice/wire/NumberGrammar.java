package dev.sluice.wire;

import dev.sluice.failure.Printable;
import java.math.BigDecimal;

/** DynamoDB's numbers, which come as text. */
final class NumberGrammar {
  /** Far outside of what DynamoDB holds; and arithmetic on it would cost its exponent in memory. */
  private static final long MAX_SCALE = 1_000;

  /** Reading a number's text takes time that grows with the square of its length. */
  private static final int MAX_LENGTH = 1_000;

  private NumberGrammar() {}

  static BigDecimal parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new UnreadableItemException("no number: " + text.length() + " characters");
    }
    try {
      BigDecimal number = new BigDecimal(text);
      // BigDecimal takes any script's digits; DynamoDB has these ten.
      if (Math.abs((long) number.scale()) <= MAX_SCALE && isAscii(text)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UnreadableItemException("no number: " + Printable.brief(text));
    }
    throw new UnreadableItemException("no number: " + Printable.brief(text));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
