package dev.sluice.training;

import java.util.Locale;

/** A part of the training set by its purpose. */
public enum Channel {
  TRAIN(0),
  VALIDATION(1),
  TEST(2);

  private final int index;

  Channel(int index) {
    this.index = index;
  }

  /** Returns the number that rows have of it. */
  int index() {
    return index;
  }

  /** Returns its name as users write it and as its folder is called. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
