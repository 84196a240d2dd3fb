package dev.sluice.analytics;

/** The unit of a statistic. Rows and {@code figures.json} hold it unrounded; console and report format it by its unit. */
public enum Unit {
  /** A whole number of items. */
  COUNT,
  MILLISECONDS,
  /** A share of a whole, in [0, 1]. */
  SHARE,
  /** A quotient that has no upper bound. */
  RATIO,
  /** The unit of the numbers that a model predicts. */
  TARGET,
  /** A number without unit that is no share. */
  COEFFICIENT
}
