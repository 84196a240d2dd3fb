package dev.sluice.training;

import java.util.Locale;

/** What a part of the training set is for; also the folder's name. */
public enum Channel {
  TRAIN,
  VALIDATION,
  TEST;

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
