package dev.sluice.training;

import java.util.Locale;

/** The result of reading one value as a number. */
enum ValueStatus {
  /** The number, or the code of the category. */
  VALUE(0),
  /** A number in a text, by DynamoDB's number grammar. */
  TEXT(1),
  /** The nearest double to a number with more digits than a double holds. */
  ROUNDED(2),
  /** The item has no such attribute. */
  MISSING(3),
  /** The attribute is NULL. */
  NULL(4),
  /** The value is not a number. */
  INVALID(5);

  private final byte code;

  ValueStatus(int code) {
    this.code = (byte) code;
  }

  /** Returns the number that stands for the status in rows. */
  byte code() {
    return code;
  }

  /** Returns the name in the manifest. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
