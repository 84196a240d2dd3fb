package dev.sluice.dataset.run;

import java.util.Locale;

/** What a table is to the job. */
public enum Role {
  /** Events, or whatever {@code source.table} holds. */
  SOURCE,
  /** Late labels. */
  LABELS,
  /** Training runs. */
  EXPERIMENTS;

  /** As the configuration's section is called. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
