/**
 * Latency percentiles. {@link dev.sluice.analytics.Events} enter. Spark keeps a {@link
 * dev.sluice.analytics.latency.Latencies} state for each model, version and hour ({@link
 * dev.sluice.analytics.latency.HourStates}). {@link dev.sluice.analytics.latency.LatencyWindows} merges the
 * states into days, weeks and all versions. {@link dev.sluice.analytics.latency.LatencyMetrics} computes every {@link
 * dev.sluice.analytics.LatencyStatistic} of a state. {@link dev.sluice.analytics.LatencyFigures} leave, to summary rows
 * and report. Stored states are read again to be merged into longer spans.
 *
 * <pre>
 * Events → Latencies (ExactCounts, beyond 8,192 values Sketch; Sums)
 *       → LatencyMetrics (LatencyStatistic, OrderStatistics) → LatencyFigures
 *       days → ModelLatencyDays → PercentilesByDay → LatencyRegression (RankSum) → LatencyComparison ↗
 * </pre>
 */
@NullMarked
package dev.sluice.analytics.latency;

import org.jspecify.annotations.NullMarked;
