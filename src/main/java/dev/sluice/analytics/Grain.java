package dev.sluice.analytics;

/** The length of a window, in the configured zone. */
public enum Grain {
  HOUR,
  DAY,
  /** ISO week, Monday to Sunday. */
  WEEK,
  /** Any days together, merged from theirs when they are read; no row of the summary table. */
  SPAN
}
