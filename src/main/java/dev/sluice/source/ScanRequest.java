package dev.sluice.source;

import dev.sluice.pushdown.Pushdown;
import org.apache.spark.sql.types.StructType;

/**
 * The part of a table that Spark wants.
 *
 * @param columns the columns of the rows; for aggregates, those of their groups and functions
 * @param read the columns to decode, which may be more
 * @param limit the number of rows that all tasks together need; 0: all
 */
record ScanRequest(
    StructType columns, StructType read, Pushdown pushdown, int limit, KeyedRead keyed) {}
