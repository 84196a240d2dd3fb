/**
 * Writes items into a table. Items of the SDK enter, from {@code encode} or {@code demo}. Puts and deletes leave as
 * BatchWriteItem calls, a few at once; unprocessed items are sent again until the table has accepted them. Updates, and
 * changes with a {@link dev.sluice.write.Condition}, leave as requests of their own. Changes of one item keep their
 * order. An item that the table refuses is named by its key. Does not depend on Spark.
 */
@NullMarked
package dev.sluice.write;

import org.jspecify.annotations.NullMarked;
