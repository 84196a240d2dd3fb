package dev.sluice.schema;

/**
 * A limit on a table's columns. Attribute names that are data would make more columns than Spark can plan and people
 * can read in reasonable time. Attributes beyond the limit are in the overflow.
 */
final class ColumnBudget {
  /** The largest number of columns of a table. */
  static final int MAX_COLUMNS = 1_000;

  /** The largest number of columns and struct fields together. */
  static final int MAX_LEAVES = 2_000;

  private int columns = MAX_COLUMNS;
  private int fields = MAX_LEAVES;

  /** Reserves one place for each candidate. */
  void reserve(int candidates) {
    fields -= Math.min(candidates, MAX_COLUMNS);
  }

  /** Takes one place for a column. Returns whether there was one; a candidate that is sure always gets one. */
  boolean column(boolean sure) {
    return columns-- > 0 || sure;
  }

  /**
   * Takes one place for a field of a struct. Returns whether there was one; a candidate that is sure always gets one.
   */
  boolean field(boolean sure) {
    return fields-- > 0 || sure;
  }
}
