package dev.sluice.source;

import dev.sluice.pushdown.Pushdown;
import org.apache.spark.sql.types.StructType;

/**
 * What Spark wants of the table.
 *
 * @param columns of the rows; where only a count is wanted, the counts
 * @param limit rows of which no task need give more; 0: all
 * @param countOnly whether each task gives one row, its count of items
 */
record Request(StructType columns, Pushdown pushdown, int limit, boolean countOnly) {}
