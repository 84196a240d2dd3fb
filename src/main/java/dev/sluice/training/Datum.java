package dev.sluice.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Printable;
import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One value of an item.
 *
 * @param number the value as a number; null if it is not a number
 * @param text the value's text; null if it was not text
 * @param structure the value as JSON if it is neither text nor number; null otherwise
 */
record Datum(
    ValueStatus status,
    @Nullable BigDecimal number,
    @Nullable String text,
    @Nullable String structure) {
  static final Datum MISSING = new Datum(ValueStatus.MISSING, null, null, null);
  static final Datum NULL = new Datum(ValueStatus.NULL, null, null, null);

  private static final int MAX_DISPLAYED_LENGTH = 60;

  /** The number of decimal digits up to which doubles distinguish all numbers. */
  private static final int EXACT_DIGITS = 15;

  static Datum invalid(String displayed) {
    return new Datum(ValueStatus.INVALID, null, null, displayed);
  }

  /** Returns the value with a DynamoDB type and its text. Without a type it is missing. */
  static Datum of(@Nullable String type, @Nullable String text) {
    if (type == null) {
      return MISSING;
    }
    if (type.equals("NULL") || text == null) {
      return NULL;
    }
    return switch (type) {
      case "N" -> number(text, ValueStatus.VALUE);
      case "S" -> number(text, ValueStatus.TEXT);
      case "BOOL" -> bool(Boolean.parseBoolean(text));
      default -> invalid(text);
    };
  }

  /** Returns the datum of a value in plain JSON. */
  static Datum of(JsonNode json) {
    if (json.isMissingNode()) {
      return MISSING;
    } else if (json.isNull()) {
      return NULL;
    } else if (json.isDouble()) {
      // decimals are parsed as decimals, so a double is NaN or an infinity
      return Double.isNaN(json.doubleValue()) ? NULL : invalid(json.asText());
    } else if (json.isNumber()) {
      return new Datum(ValueStatus.VALUE, json.decimalValue(), null, null);
    } else if (json.isBoolean()) {
      return bool(json.booleanValue());
    }
    return json.isTextual() ? number(json.textValue(), ValueStatus.TEXT) : invalid(json.toString());
  }

  /** Returns the datum of a value in DynamoDB JSON, {@code {"N":"1"}}. */
  static Datum ofDynamoDb(JsonNode json) {
    if (json.size() != 1) {
      return json.isMissingNode() ? MISSING : invalid(json.toString());
    }
    var tagged = json.fields().next();
    return of(tagged.getKey(), tagged.getValue().asText());
  }

  /** Returns the value's name as a category: text unchanged, numbers without trailing zeros; null if it is neither. */
  @Nullable
  String category() {
    return text == null && number != null ? NumberGrammar.canonical(number.toString()) : text;
  }

  /**
   * Returns the double nearest to the number, or of two equally near the even one (IEEE 754). Null if it is not a
   * number, or is larger than all doubles. Both zeros become one, so that equal features have equal bits.
   */
  @Nullable
  Double nearestDouble() {
    double nearest = number == null ? Double.NaN : number.doubleValue();
    return Double.isFinite(nearest) ? nearest + 0.0 : null;
  }

  /** Returns whether the double's shortest decimal form differs from this number. */
  boolean isRoundedBy(double nearest) {
    if (number == null) {
      return false;
    }
    BigDecimal trimmed = number.precision() <= EXACT_DIGITS ? number : number.stripTrailingZeros();
    return (trimmed.precision() > EXACT_DIGITS || (nearest == 0 && number.signum() != 0))
        && new BigDecimal(Double.toString(nearest)).compareTo(trimmed) != 0;
  }

  /** Returns the beginning of the value in a form for people. */
  String displayed() {
    String all = structure == null ? String.valueOf(category()) : structure;
    return Printable.brief(all, MAX_DISPLAYED_LENGTH);
  }

  private static Datum number(String text, ValueStatus status) {
    BigDecimal number = NumberGrammar.parse(text.strip());
    return number == null
        ? new Datum(ValueStatus.INVALID, null, text, null)
        : new Datum(status, number, status == ValueStatus.TEXT ? text : null, null);
  }

  private static Datum bool(boolean value) {
    return new Datum(
        ValueStatus.VALUE, value ? BigDecimal.ONE : BigDecimal.ZERO, Boolean.toString(value), null);
  }
}
