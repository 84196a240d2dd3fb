/**
 * Experiments. A table of training runs enters. By name, the best run, each step to it with its gain and its changes of
 * the configuration, and counts by status ({@link dev.sluice.analytics.ExperimentFigures}) leave, to {@code summary}
 * and {@code report}.
 *
 * <pre>
 * rows → Trial (Configuration) → BestSoFar, in the order of (time, id) → ExperimentFigures
 * </pre>
 *
 * Experiments are few compared with the log: they are processed on the driver, from one Spark job.
 */
@NullMarked
package dev.sluice.analytics.experiments;

import org.jspecify.annotations.NullMarked;
