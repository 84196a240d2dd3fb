package dev.sluice.dataset.run;

import java.util.Locale;

/** The role of a table in the job. */
public enum Role {
  /** Events, or any other items of {@code source.table}. */
  SOURCE,
  /** Late labels. */
  LABELS,
  /** Training runs. */
  EXPERIMENTS;

  /** Returns the name of the configuration's section. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
