package dev.sluice.training;

import java.util.Locale;

/** What a part of the training set is for; also the folder's name. */
public enum Channel {
  TRAIN(0),
  VALIDATION(1),
  TEST(2);

  private final int index;

  Channel(int index) {
    this.index = index;
  }

  /** Its number in rows. */
  int index() {
    return index;
  }

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
