/**
 * Accuracy. {@link dev.sluice.analytics.Events} and labels enter; an {@link dev.sluice.analytics.accuracy.Outcomes} state
 * is kept for each model, version and day, and merged into all versions and into spans of days; {@link
 * dev.sluice.analytics.AccuracyFigures} leave.
 */
@NullMarked
package dev.sluice.analytics.accuracy;

import org.jspecify.annotations.NullMarked;
