/**
 * Items into a table. Items of the SDK enter, from {@code encode} or {@code demo}; BatchWriteItem calls leave, a few at
 * once, each item sent until the table has it. An item that the table cannot take is named by its key. Knows nothing of
 * Spark.
 */
@NullMarked
package dev.sluice.write;

import org.jspecify.annotations.NullMarked;
