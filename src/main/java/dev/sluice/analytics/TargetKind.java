package dev.sluice.analytics;

/** What a model predicts. */
public enum TargetKind {
  /** One of some classes, compared as text. */
  CLASS,
  /** A number, judged by its error. */
  NUMERIC
}
