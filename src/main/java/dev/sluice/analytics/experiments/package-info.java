/**
 * Experiments. A table of training runs enters; by name, what is best, what was best so far, and how many ended how
 * ({@link dev.sluice.analytics.ExperimentFigures}) leave.
 */
@NullMarked
package dev.sluice.analytics.experiments;

import org.jspecify.annotations.NullMarked;
