/**
 * The summary table. {@link dev.sluice.analytics.Figures} enter; rows leave, each written as a whole and conditionally,
 * so that the table ends the same whatever the order in which runs arrive; {@link dev.sluice.summary.SummaryReader}
 * passes them to dashboards and to the console.
 *
 * <pre>
 * Figures → rows (LatencyRow, AccuracyRow, ExperimentRows, BoardRow, RunRow: Keys, Attributes, RowFactory)
 *         → Publisher → RowWriter (Precedence: RowOrder, RestatementMarks → Decision; RowCondition) → table
 *         → SummaryReader → SummaryRow
 * </pre>
 *
 * <p>The {@link dev.sluice.summary.Position} of a row orders it among those of all runs: as of, start of the run, run
 * id, number of the result. Every row has these as {@code asOf, runStartedAt, runId, runNumber}. Rows that depend on
 * other runs also have {@code restatedBy} and {@code erodedBy}. None of these attributes is content, nor are {@code
 * source} and {@code sourceConfig}, the origin of the figures.
 *
 * <p>The package does not depend on Spark.
 */
@NullMarked
package dev.sluice.summary;

import org.jspecify.annotations.NullMarked;
