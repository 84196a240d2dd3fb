package dev.sluice.dataset;

/** What a table is to the job. */
public enum Role {
  /** Events, or whatever {@code source.table} holds. */
  SOURCE,
  /** Late labels. */
  LABELS,
  /** Training runs. */
  EXPERIMENTS
}
