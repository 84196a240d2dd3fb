/**
 * Reads the Streams of tables: the changes of the last 24 hours, in shards. A table's stream enters, and a {@link
 * dev.sluice.stream.StreamPosition}. Pages of changes leave, as items ({@link dev.sluice.change.ChangeItems}), to {@code
 * decode} as those of {@code scan} and {@code export}; and positions, to {@code source}.
 *
 * <p>Every read is of {@link dev.sluice.stream.ShardRange}s. A {@link dev.sluice.stream.StreamFollower} on the driver
 * finds where they end, by reading: an open shard does not tell its last number. {@link
 * dev.sluice.stream.StreamPages} reads them on an executor, and compares number and count of the records with those that
 * the driver found. So a range gives the same changes however often it is read, or an error that names what is missing.
 * Does not depend on Spark.
 */
@NullMarked
package dev.sluice.stream;

import org.jspecify.annotations.NullMarked;
