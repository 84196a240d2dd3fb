package dev.sluice.training;

import java.util.Locale;

/** What became of one value. */
enum ValueStatus {
  /** It is there, as the number it was or the category it is. */
  VALUE(0),
  /** It was text in DynamoDB's number grammar. */
  TEXT(1),
  /** A number of more digits than a double holds: the nearest double stands for it. */
  ROUNDED(2),
  /** The item has no such attribute. */
  MISSING(3),
  /** It has it, as NULL. */
  NULL(4),
  /** It is no number. */
  INVALID(5);

  private final byte code;

  ValueStatus(int code) {
    this.code = (byte) code;
  }

  /** Its number in rows. */
  byte code() {
    return code;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
