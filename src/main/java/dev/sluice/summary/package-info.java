/**
 * The summary table. {@link dev.sluice.analytics.Figures} enter; rows leave, each written whole and with conditions, so
 * that the table ends the same whatever the order in which runs arrive; {@link dev.sluice.summary.SummaryReader} gives
 * them to dashboards and {@link dev.sluice.summary.SummaryPrinter} to a terminal.
 *
 * <pre>
 * Figures → Rows (LatencyRow, AccuracyRow, ExperimentRows, BoardRow, RunRow: Keys, Attributes, Stamp)
 *         → Publisher → RowWriter (Precedence, Unchanged) → table → SummaryReader → SummaryRow
 * </pre>
 *
 * Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.summary;

import org.jspecify.annotations.NullMarked;
