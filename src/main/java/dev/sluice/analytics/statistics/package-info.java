/**
 * Statistics of counts and small series, apart from where they come from. Numbers enter, estimates with their
 * uncertainty leave, to {@code accuracy} and {@code latency}. Each class names its source; distributions are Commons
 * Statistics'. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.analytics.statistics;

import org.jspecify.annotations.NullMarked;
