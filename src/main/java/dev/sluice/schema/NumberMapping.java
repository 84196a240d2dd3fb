package dev.sluice.schema;

/** The Spark types of number columns. */
public enum NumberMapping {
  /** Long or decimal, wide enough for all values seen; string if no decimal is. */
  EXACT,
  /** Double. A number that a double does not give back digit for digit overflows. */
  DOUBLE
}
