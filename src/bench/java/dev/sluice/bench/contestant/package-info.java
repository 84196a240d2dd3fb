/**
 * Readers of the same table, each in a virtual machine of its own. What enters is a {@code Task}; each reads the table
 * into the same columns as Spark rows, the way its users have to, to a sink that does nothing or to Parquet. Before any
 * pass is measured its rows are checked against what the server says it sent. All are warmed up, and then a {@code Contest}
 * lets them make a pass in turn. What leaves, to {@code dev.sluice.bench}, is a {@code Measured} of each: CPU and time of
 * every pass, peaks of memory, bytes of the files.
 *
 * <p>Some read a full export of the table instead, which each writes into its own folder first. Beside them stands what
 * no reader of an export can do without: its files decompressed, and its items decoded, by plain threads.
 *
 * <p>Beside the readers of the table stand its bytes alone, fetched by signed requests and dropped.
 *
 * <p>Numbers are doubles for all: audienceproject's connector cannot read them into decimals. Peers are given the schema
 * that Sluice finds, without its overflow; none is charged for finding it.
 */
@NullMarked
package dev.sluice.bench.contestant;

import org.jspecify.annotations.NullMarked;
