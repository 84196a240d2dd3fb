/**
 * Items into a table. Items of the SDK enter, from {@code encode} or {@code demo}; BatchWriteItem calls leave, a few at
 * once. Unprocessed items are sent again until the table has them. An item that the table refuses is named by its key.
 * Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.write;

import org.jspecify.annotations.NullMarked;
