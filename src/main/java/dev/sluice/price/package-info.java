/**
 * Prices of DynamoDB. The dated list prices of {@code conf/prices.conf}, which is packaged here, enter; dollars leave, to
 * {@code report}, of what a run has read, and to {@code job}, of what one would read. Knows nothing of AWS's SDK or of
 * Spark.
 */
@NullMarked
package dev.sluice.price;

import org.jspecify.annotations.NullMarked;
