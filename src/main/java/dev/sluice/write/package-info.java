/**
 * Writes items into a table. Items of the SDK enter, from {@code encode} or {@code demo}. BatchWriteItem calls leave, a
 * few at once. Unprocessed items are sent again until the table has accepted them. An item that the table refuses is
 * named by its key. Does not depend on Spark.
 */
@NullMarked
package dev.sluice.write;

import org.jspecify.annotations.NullMarked;
