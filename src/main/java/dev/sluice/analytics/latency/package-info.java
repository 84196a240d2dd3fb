/**
 * Latency percentiles. {@link dev.sluice.analytics.Events} enter; a {@link dev.sluice.analytics.latency.Latencies} state
 * is kept for each model, version and hour, and merged into days, weeks and all versions; {@link
 * dev.sluice.analytics.LatencyFigures} leave.
 */
@NullMarked
package dev.sluice.analytics.latency;

import org.jspecify.annotations.NullMarked;
