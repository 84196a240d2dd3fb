package dev.sluice.job.settings;

/** What a command cannot do without. */
public enum Requirement {
  /** {@code dataset.root}. */
  ROOT,
  /** {@code source.table}, {@code experiments.table} or both. */
  TABLES
}
