package dev.sluice.analytics.accuracy;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A prediction or a label.
 *
 * @param type DynamoDB's name of its type: S, N or BOOL
 * @param text the text as it stands; for N the number without needless zeros or exponent
 */
record Value(String type, String text) {
  /** Returns the value; null if there is none. */
  static @Nullable Value of(@Nullable String type, @Nullable String text) {
    return type == null || text == null ? null : new Value(type, text);
  }

  /** Returns the value as a number, also for text in DynamoDB's number grammar; null if it is none. */
  @Nullable
  BigDecimal number() {
    return type.equals("BOOL") ? null : NumberGrammar.parse(text);
  }

  /** Returns whether it is text for NaN or an infinity. */
  boolean notFinite() {
    return type.equals("S") && NumberGrammar.isNotFinite(text);
  }

  /**
   * Returns the class of this value in comparison with another one. Compared with text, text is itself; if one of the
   * two is a number, both numbers and text in the number grammar become that number. Two values are equal if each is
   * the same in comparison with the other.
   */
  String beside(Value other) {
    return isNumber() || other.isNumber() ? NumberGrammar.canonical(text) : text;
  }

  /** Returns whether DynamoDB stores the value as a number. */
  boolean isNumber() {
    return type.equals("N");
  }
}
