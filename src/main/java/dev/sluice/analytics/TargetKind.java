package dev.sluice.analytics;

/**
 * The kind of value that a model predicts. {@code analytics.targets} decides, then the previous figures, so that no odd
 * value changes a history. A new model is numeric if all of its predictions, and all labels beside numbers, are numbers
 * (or text in their grammar) and one of these predictions has a fraction. With other values among them it is numeric if
 * more than half of each are numbers and a prediction of type N has a fraction, or if nine in ten are numbers, of
 * whatever type, and one in ten has a fraction. Text for NaN or an infinity is ignored.
 */
public enum TargetKind {
  /** A class: text is compared as it stands; if one of the two is a number, by value. */
  CLASS,
  /** A number, judged by its error. */
  NUMERIC
}
