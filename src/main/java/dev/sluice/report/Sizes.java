package dev.sluice.report;

/** Sizes of the view boxes: narrow enough that a phone shows eleven-pixel text legibly. */
final class Sizes {
  static final int WIDTH = 440;
  static final int HEIGHT = 210;
  static final int SPARK_WIDTH = 96;
  static final int SPARK_HEIGHT = 22;

  private Sizes() {}
}
