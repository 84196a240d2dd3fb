/**
 * The summary table. {@link dev.sluice.analytics.Figures} enter; rows leave, each written whole and with conditions, so
 * that the table ends the same whatever the order in which runs arrive; {@link dev.sluice.summary.SummaryReader} gives
 * them to dashboards and to the console.
 *
 * <pre>
 * Figures → rows (LatencyRow, AccuracyRow, ExperimentRows, BoardRow, RunRow: Keys, Attributes, RowFactory)
 *         → Publisher → RowWriter (Precedence: RowOrder, RestatementMarks → Decision; RowCondition) → table
 *         → SummaryReader → SummaryRow
 * </pre>
 *
 * <p>A row's place among those of all runs is its {@link dev.sluice.summary.Position}: as of, start of the run, run id,
 * number of the result. Every row has these as {@code asOf, runStartedAt, runId, runNumber}, and where it matters what runs
 * made of it that are not its own, {@code restatedBy} and {@code erodedBy}; none of them is part of its content, nor are
 * {@code source} and {@code sourceConfig}, which say what its figures were made of.
 *
 * <p>Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.summary;

import org.jspecify.annotations.NullMarked;
