/**
 * States that a day of events leaves behind, so that figures of several days need not read its events again. {@link
 * dev.sluice.analytics.days.EventTables} enter; {@link dev.sluice.analytics.days.DayStates} leave, two Datasets of states.
 * All figures of events are made from them, whether they were computed just now or stored by an earlier run:
 *
 * <pre>
 * EventTables → DayStates: latency  → LatencyWindows → LatencyFigures: hours, days, weeks, comparisons
 *                                   → Ranking (which models and versions have figures of their own)
 *                          accuracy → AccuracyDays   → AccuracyFigures: days, rolling spans, signals
 * </pre>
 *
 * <p>The state of a day is all rows of both Datasets with this {@code partitionDay} (the day by which its table is divided;
 * null for events without a readable time, and in Datasets that are not stored):
 *
 * <ul>
 *   <li>{@code latency}, for each model, version and hour: {@link dev.sluice.analytics.latency.Latencies} (requests, failed
 *       ones, exclusions by reason, values within the objective; each distinct latency with its count up to 8,192 of them,
 *       beyond that a sketch with exact sums), and the counts of items, of items with a model, and of predictions and names
 *       by unusable type. Every item of the day is in one of these rows, those without a model included
 *   <li>{@code accuracy}, for each model, version and day with predictions: {@code accuracy.Outcomes} (predicted, labelled
 *       and correct events, exact sums of errors, confusion counts, confidences by bin, delays of labels, the forms of
 *       values that decide the target's kind), and the counts of conflicting and undated labels
 *   <li>{@code changesAt}, the least time at which one of the items begins or ceases to count as expired, although nothing
 *       has changed the table
 * </ul>
 *
 * <p>A state depends on the day's items and their labels, on the attributes' names, the zone, the latency objective and the
 * maturity of labels: not on the run's date, its look-back, its limits, or the target kinds of models. States merge by
 * the laws of {@link dev.sluice.analytics.MergeableState}, to the last byte. Therefore a figure that is made of stored
 * states equals the one that a computation over all events gives: both merge the same states, and a week, or a span of
 * rolling days, is its days merged.
 *
 * <p>Figures of experiments are not by day. They are few, and always computed as a whole.
 */
@NullMarked
package dev.sluice.analytics.days;

import org.jspecify.annotations.NullMarked;
