package dev.sluice.schema;

/** The Spark types of number columns. */
public enum NumberMapping {
  /** Long or decimal, wide enough for all values seen; string if no decimal is wide enough. */
  EXACT,
  /** Double. A number overflows if a double does not return it digit for digit. */
  DOUBLE
}
