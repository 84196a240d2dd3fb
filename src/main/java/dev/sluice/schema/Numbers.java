package dev.sluice.schema;

/** How numbers are held. */
public enum Numbers {
  /** Long or decimal, wide enough for all values seen; where no decimal is, string. */
  EXACT,
  /** The nearest double, for users who want no decimals. */
  DOUBLE
}
