/**
 * A DynamoDB table before it is read: its description, and the clients, credentials and endpoints by
 * which it is reached, S3's too, and how long they are waited for ({@link dev.sluice.table.RetryPolicy}: one mechanism,
 * below the clients, for every request). Settings enter; {@link dev.sluice.table.TableDescription} and clients leave, to {@code
 * capacity}, {@code scan} and {@code summary}. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.table;

import org.jspecify.annotations.NullMarked;
