/**
 * Rows by day that later runs read again: the states that figures are made of. A run's states of the days that it has
 * computed enter, of whatever columns, with the day by which their table is divided. Those of all days leave, of whichever
 * run.
 *
 * <pre>
 * figures/&lt;run-id&gt;/days.json            {@link dev.sluice.dataset.days.StoredDays}: each day, its items, and the run that has its rows
 * figures/&lt;run-id&gt;/days/&lt;kind&gt;-*.parquet  the rows of the days that this run has computed
 * </pre>
 *
 * <p>{@link dev.sluice.dataset.days.DayPlan} decides, from the days of an earlier run and those in which the table has
 * changed since, which ones to compute. A night of few changes writes few days, and refers to the files of earlier runs
 * for the others. So these files outlive their run, and {@link dev.sluice.dataset.days.DayRetention} deletes them once no
 * run needs them. When the rows are scattered over {@value dev.sluice.dataset.days.DayStore#MAX_RUNS} runs, the next one
 * writes all of them anew.
 *
 * <p>{@code days.json} is written last and once. Files have a random part in their names, so that several holders of a
 * run do no harm: those of whoever comes second are in no document.
 */
@NullMarked
package dev.sluice.dataset.days;

import org.jspecify.annotations.NullMarked;
