package dev.sluice.schema;

/** How numbers are held. */
public enum NumberMapping {
  /** Long or decimal, wide enough for all values seen; where no decimal is, string. */
  EXACT,
  /** Double where the number comes back from it digit for digit; the rest overflows. */
  DOUBLE
}
