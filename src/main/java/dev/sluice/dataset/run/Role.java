package dev.sluice.dataset.run;

import java.util.Locale;

/** The role of a table in the job. */
public enum Role {
  /** Events, or whatever items {@code source.table} has. */
  SOURCE,
  /** Late labels. */
  LABELS,
  /** Training runs. */
  EXPERIMENTS;

  /** The name of the configuration's section. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
