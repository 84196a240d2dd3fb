/**
 * A table that never makes anybody wait: one process that answers Scan and DescribeTable with pages made beforehand,
 * sent as they lie in memory, with the {@code x-amz-crc32} that DynamoDB would send. Latency and throttling are added on
 * demand. It says how much CPU it took itself, so that a run can show that it was not the limit.
 *
 * <p>A connection has a thread: connections are as many as segments in flight, and a thread that waits costs nothing.
 * Responses are never compressed, since none of the clients compared asks for it. Projections and filters are ignored:
 * the bench reads whole items. {@code Limit} is kept, because the EMR connector reads pages of at most 25 read units.
 */
@NullMarked
package dev.sluice.bench.server;

import org.jspecify.annotations.NullMarked;
