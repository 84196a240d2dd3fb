package dev.sluice.schema;

/** The treatment of items that do not fit a schema given by a user, with the names of Spark's own sources. */
public enum ParseMode {
  /** The query fails at the first such item. */
  FAILFAST,
  /** Values that do not fit are null, and a column of the schema holds the item. */
  PERMISSIVE,
  /** Such items are left out. */
  DROPMALFORMED
}
