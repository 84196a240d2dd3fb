/**
 * Read and write units. What a table or index has and what the user allows enter; the turns of pages leave, to {@code
 * scan}, and the pace of each writer, to {@code write}.
 *
 * <p>All reads of a table in an application share one {@link dev.sluice.capacity.ReadRateLimiter} at the driver; each has an
 * {@link dev.sluice.capacity.ReadBudget} on it, with its own limit, budget and deadline. Before every request for a page,
 * the SDK's retries included, a task asks its {@link dev.sluice.capacity.CapacityBroker} for leave. How the question travels
 * from executors to the driver is {@code source}'s business. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.capacity;

import org.jspecify.annotations.NullMarked;
