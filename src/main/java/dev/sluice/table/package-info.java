/**
 * A DynamoDB table before it is read: its description, and the clients, credentials and endpoints, S3's too, with their
 * retries ({@link dev.sluice.table.RetryPolicy}: one mechanism, below the clients, for every request). Settings enter;
 * {@link dev.sluice.table.TableDescription} and clients leave, to {@code capacity}, {@code scan} and {@code summary}.
 * The package does not depend on Spark.
 */
@NullMarked
package dev.sluice.table;

import org.jspecify.annotations.NullMarked;
