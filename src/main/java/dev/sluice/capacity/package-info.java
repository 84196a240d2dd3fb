/**
 * Read and write units. What a table or index has and what the user allows enter; permits for pages leave, to {@code
 * scan}, and the rate of each writer, to {@code write}.
 *
 * <p>All reads of a table in an application share one {@link dev.sluice.capacity.ReadRateLimiter} at the driver; each has an
 * {@link dev.sluice.capacity.ReadBudget} on it, with its own limit, budget and deadline. Before every request for a page,
 * the SDK's retries included, a task requests a permit from its {@link dev.sluice.capacity.CapacityBroker}. {@code source} carries
 * the request from executors to the driver. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.capacity;

import org.jspecify.annotations.NullMarked;
