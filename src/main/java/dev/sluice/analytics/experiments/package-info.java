/**
 * Experiments. A table of training runs enters; by name, what is best, each step that led there with its gain and what was
 * configured otherwise, and how many ended how ({@link dev.sluice.analytics.ExperimentFigures}) leave, to {@code summary}
 * and {@code report}.
 *
 * <pre>
 * rows → Trial (Configuration) → BestSoFar, in the order of (time, id) → ExperimentFigures
 * </pre>
 *
 * Experiments are small beside the log: they are computed on the driver, from one Spark job.
 */
@NullMarked
package dev.sluice.analytics.experiments;

import org.jspecify.annotations.NullMarked;
