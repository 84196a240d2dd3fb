/**
 * Prices of DynamoDB. The dated list prices of {@code conf/prices.conf}, which is packaged here, enter; dollars leave,
 * to {@code report} for a finished run and to {@code job} for a planned one. The package does not depend on AWS's SDK
 * or on Spark.
 */
@NullMarked
package dev.sluice.price;

import org.jspecify.annotations.NullMarked;
