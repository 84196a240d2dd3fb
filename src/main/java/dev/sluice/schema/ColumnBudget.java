package dev.sluice.schema;

/**
 * A limit on a table's columns. More than Spark plans and people read in reasonable time are attribute names that are data.
 * Attributes that find no room are in the overflow.
 */
final class ColumnBudget {
  /** Columns of a table. */
  static final int MAX_COLUMNS = 1_000;

  /** Columns and fields of structs together. */
  static final int MAX_LEAVES = 2_000;

  private int columns = MAX_COLUMNS;
  private int fields = MAX_LEAVES;

  /** Keeps room for each candidate. */
  void reserve(int candidates) {
    fields -= Math.min(candidates, MAX_COLUMNS);
  }

  /** Takes room for a column. Returns whether it gets a column; one that is sure always does. */
  boolean column(boolean sure) {
    return columns-- > 0 || sure;
  }

  /** Takes room for a field of a struct. Returns whether it gets a field; one that is sure always does. */
  boolean field(boolean sure) {
    return fields-- > 0 || sure;
  }
}
