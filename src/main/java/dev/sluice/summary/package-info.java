/**
 * The summary table. {@link dev.sluice.analytics.Figures} enter; rows leave, written with conditions so that the newest
 * run wins whatever the order of arrival; {@code SummaryReader} gives them to dashboards. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.summary;

import org.jspecify.annotations.NullMarked;
