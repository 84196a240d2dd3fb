/**
 * Accuracy. {@link dev.sluice.analytics.Events} and labels enter; {@link dev.sluice.analytics.AccuracyFigures} leave.
 *
 * <pre>
 * events + Labels → OutcomeStates: an Outcomes state for each model, version and day, by one Spark job
 *                   (OutcomeCounts, ConfusionCounts, Reliability, Delays: counts and exact sums, merged in any order)
 * AccuracyDays → ModelAccuracyDays → for each day AccuracyMetrics (each AccuracyStatistic of an OutcomeSample, ClassMetrics) and, for the
 *                   28 days that end with it, Signals: Trends, Changes, Comparisons
 * </pre>
 *
 * A row depends on the labels of its 28 days alone, not on their time of arrival or on the look-back of the run.
 */
@NullMarked
package dev.sluice.analytics.accuracy;

import org.jspecify.annotations.NullMarked;
