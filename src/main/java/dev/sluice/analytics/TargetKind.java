package dev.sluice.analytics;

/**
 * What a model predicts: what {@code analytics.targets} says; where that says nothing, what it was in the figures of the
 * run before, so that no odd value turns a history over; of a model that is new, numeric where at least nine in ten of its
 * predictions, and of its labels beside numbers, are numbers (or text in their grammar) and at least one in ten of those
 * predictions has a fraction. Text for NaN or an infinity counts for neither.
 */
public enum TargetKind {
  /** One of some classes: text is compared as it stands; where one of the two is a number, by value. */
  CLASS,
  /** A number, judged by its error. */
  NUMERIC
}
