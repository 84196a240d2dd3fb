/**
 * Figures of a snapshot. Datasets of table items enter (as {@code dataset} reads them: columns plus {@code _overflow});
 * {@link dev.sluice.analytics.Figures} leave, to {@code summary} and {@code report}. The package does no I/O and does
 * not depend on AWS. Figures of events are made of {@linkplain dev.sluice.analytics.days states by day}. States merge by
 * the laws of {@link dev.sluice.analytics.MergeableState}; each {@link dev.sluice.analytics.Statistic} is declared once,
 * in {@link dev.sluice.analytics.LatencyStatistic} or {@link dev.sluice.analytics.AccuracyStatistic}.
 */
@NullMarked
package dev.sluice.analytics;

import org.jspecify.annotations.NullMarked;
