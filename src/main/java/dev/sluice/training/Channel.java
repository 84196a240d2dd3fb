package dev.sluice.training;

import java.util.Locale;

/** A part of the training set, named by its purpose. */
public enum Channel {
  TRAIN(0),
  VALIDATION(1),
  TEST(2);

  private final int index;

  Channel(int index) {
    this.index = index;
  }

  /** Returns the number that stands for the channel in rows. */
  int index() {
    return index;
  }

  /** Returns the name in the configuration and of the folder. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
