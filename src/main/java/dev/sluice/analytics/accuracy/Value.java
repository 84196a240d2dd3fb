package dev.sluice.analytics.accuracy;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A prediction or a label.
 *
 * @param type DynamoDB's name of its type: S, N or BOOL
 * @param text as it stands; of N the number without needless zeros or exponent
 */
record Value(String type, String text) {
  /** The value; null where there is none. */
  static @Nullable Value of(@Nullable String type, @Nullable String text) {
    return type == null || text == null ? null : new Value(type, text);
  }

  /** Returns it as a number, text in DynamoDB's number grammar too; null where it is none. */
  @Nullable
  BigDecimal number() {
    return type.equals("BOOL") ? null : NumberGrammar.parse(text);
  }

  /** Returns whether it is text for NaN or an infinity. */
  boolean notFinite() {
    return type.equals("S") && NumberGrammar.isNotFinite(text);
  }

  /**
   * The class that it is beside another value. Beside text, text is what it stands as; where one of the two is a number,
   * numbers and text in their grammar are the number that they say. Two values are equal where each is the same beside the
   * other.
   */
  String beside(Value other) {
    return isNumber() || other.isNumber() ? NumberGrammar.canonical(text) : text;
  }

  /** Returns whether it is a number in DynamoDB. */
  boolean isNumber() {
    return type.equals("N");
  }
}
