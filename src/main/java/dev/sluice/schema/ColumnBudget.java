package dev.sluice.schema;

/**
 * How many columns a table may have: more than Spark plans, and people read, in reasonable time are attribute names that are
 * data. What finds no room is in the overflow.
 */
final class ColumnBudget {
  /** At the top. */
  static final int MAX_COLUMNS = 1_000;

  /** In all, fields of structs included. */
  static final int MAX_LEAVES = 2_000;

  private int columns = MAX_COLUMNS;
  private int fields = MAX_LEAVES;

  /** Keeps a leaf for each of them. */
  void reserve(int candidates) {
    fields -= Math.min(candidates, MAX_COLUMNS);
  }

  /** Takes room for a column; whoever is sure gets it though there be none. */
  boolean column(boolean sure) {
    return columns-- > 0 || sure;
  }

  /** Likewise, for a field of a struct. */
  boolean field(boolean sure) {
    return fields-- > 0 || sure;
  }
}
