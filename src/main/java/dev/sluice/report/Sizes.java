package dev.sluice.report;

/** Sizes of the view boxes: so narrow that a phone shows eleven-pixel text legibly. */
final class Sizes {
  static final int WIDTH = 400;
  static final int HEIGHT = 190;

  /** Height of the upper of two charts in one figure. */
  static final int UPPER_HEIGHT = 100;

  static final int LOWER_HEIGHT = 90;

  /** Small charts are drawn at twice their size: the library draws nothing lower than this. */
  static final int SPARK_WIDTH = 200;

  static final int SPARK_HEIGHT = 50;

  private Sizes() {}
}
