package dev.sluice.analytics;

/**
 * The kind of value that a model predicts, as {@code analytics.targets} says; where that says nothing, as in the figures of the
 * run before, so that no odd value turns a history over. A model that is new is numeric where all of its predictions, and
 * of its labels beside numbers, are numbers (or text in their grammar) and one of these predictions has a fraction. Where
 * others are among them it is numeric if more than half of each are numbers and a prediction that is a number in DynamoDB
 * has a fraction, or if nine in ten are numbers, of whatever type, and one in ten has a fraction. Text for NaN or an
 * infinity counts for neither.
 */
public enum TargetKind {
  /** One of some classes: text is compared as it stands; where one of the two is a number, by value. */
  CLASS,
  /** A number, judged by its error. */
  NUMERIC
}
