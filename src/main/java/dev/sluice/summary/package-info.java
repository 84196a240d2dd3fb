/**
 * The summary table. {@link dev.sluice.analytics.Figures} enter; rows leave, each written as a whole and conditionally,
 * so that the table ends the same whatever the order in which runs arrive; {@link dev.sluice.summary.SummaryReader}
 * passes them to dashboards and to the console.
 *
 * <pre>
 * Figures → rows (LatencyRow, AccuracyRow, ExperimentRows, BoardRow, RunRow: Keys, Attributes, RowFactory)
 *         → Publisher → RowPublication (LastPublication, PublicationLog → rows to skip) → RowWriter (Precedence: RowOrder, RestatementMarks → Decision; RowCondition) → table
 *         → SummaryReader → SummaryRow
 * </pre>
 *
 * <p>The {@link dev.sluice.summary.Position} of a row orders it among those of all runs: as of, start of the run, run
 * id, number of the result. Every row has these as {@code asOf, runStartedAt, runId, runNumber}. Rows that depend on
 * other runs also have {@code restatedBy} and {@code erodedBy}. None of these attributes is content, nor are {@code
 * source} and {@code sourceConfig}, the origin of the figures.
 *
 * <h2>Rows that are not asked for</h2>
 *
 * <p>A publication skips rows that are as the last one left them, and builds none of those: it compares what they are
 * built of ({@link dev.sluice.summary.PlannedRow}). {@link dev.sluice.summary.KnownRows}, a document beside the figures,
 * says how that was; the RUN row of the last one has its digest, so that document and table belong together.
 * The order of runs holds because of three statements, all in RUN rows, where every publication reads them:
 *
 * <ul>
 *   <li>An {@link dev.sluice.summary.Announcement} says which rows a publication may write. It is there before the first
 *       of them is asked for, and stays.
 *   <li>A {@link dev.sluice.summary.Claim} says that the publication counts as having asked for rows that it skips. It is
 *       there before the first of them is skipped. It lists none of them: each stored row says who last decided over it,
 *       and the claim says whose decisions it repeats. So a hundred thousand rows are claimed in a few kilobytes, and a
 *       straggler of another root can tell what is meant.
 *   <li>Both write first and read then. A publication that did not see a claim was seen by the claiming one, which then
 *       asks; one that saw it decides over the row as it would be ({@link dev.sluice.summary.ClaimedRows}), and its
 *       conditional write carries the claim over into the row. This holds for later publications too: one that finds fewer
 *       items marks the row, and the mark would hide who had decided before.
 * </ul>
 *
 * <p>Rows that differ are asked for before the claim. So at the time of the claim no row of it is about to change, and a
 * publication that is killed after it has left nothing unsaid that it did not mean.
 *
 * <p>An earlier run may be late with a restatement, which stands until the next run; so the next one asks for the rows of
 * restatements that had not ended when the last one began. Other late runs that were before the last publication have
 * decided by its rows or its claims, and cost nothing.
 *
 * <p>The rows of the board are always asked for: they are few, and dashboards read from their {@code asOf} how old the
 * figures are. RUN rows are always written.
 *
 * <h2>Weeks</h2>
 *
 * <p>A day's row stays when a later run finds fewer items of that day. The week then is merged from the sketches of its
 * days' rows as they stand ({@link dev.sluice.summary.WeekRows}), so that it rests on all items that its days rest on.
 *
 * <p>The package does not depend on Spark.
 */
@NullMarked
package dev.sluice.summary;

import org.jspecify.annotations.NullMarked;
