/**
 * Statistics of counts and small series. Numbers enter, estimates with their uncertainty leave, to {@code accuracy} and
 * {@code latency}. Each class names its source; distributions come from Commons Statistics. The package does not depend
 * on Spark.
 */
@NullMarked
package dev.sluice.analytics.statistics;

import org.jspecify.annotations.NullMarked;
