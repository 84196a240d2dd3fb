package dev.sluice.dataset.lake;

/** The changes that Iceberg tables are kept up to date by, if they are not read as a whole or from an export that is named. */
public enum Following {
  NONE,
  /** Those of exports that runs request. */
  EXPORTS,
  /** Those of the tables' Streams. */
  STREAM
}
