package dev.sluice.change;

import java.util.Locale;

/** The kinds of change. */
public enum ChangeKind {
  INSERT,
  MODIFY,
  REMOVE;

  /** Returns the word in lower case, as rows have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
