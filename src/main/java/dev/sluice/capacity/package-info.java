/**
 * Limits on read and write units. The capacity of a table or index and the user's limits enter. Permits for pages leave
 * to {@code scan}, and each writer's rate to {@code write}.
 *
 * <p>All reads of a table in an application share one {@link dev.sluice.capacity.ReadRateLimiter} on the driver. Each
 * read has a {@link dev.sluice.capacity.ReadBudget} with its own limit, budget and deadline. Before every request for a
 * page, the SDK's retries included, a task requests a permit from its {@link dev.sluice.capacity.CapacityBroker}.
 * {@code source} carries the request from executors to the driver. If the table gives less than the limit, its {@link
 * dev.sluice.capacity.TableRate} is what it gives. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.capacity;

import org.jspecify.annotations.NullMarked;
