package dev.sluice.source;

/** How a table is read. */
enum ReadKind {
  /** Whole, or by Query where the filter demands keys. */
  SCAN,
  /** By Query; a filter without a key condition is refused. */
  QUERY
}
