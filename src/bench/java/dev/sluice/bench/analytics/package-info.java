/**
 * What percentiles cost and how exact they are: {@code values} of a known {@link dev.sluice.bench.analytics.Shape}, kept in
 * memory by Spark, are aggregated by each {@link dev.sluice.bench.analytics.Contender} in a virtual machine of its own, and
 * what it finds is compared with the sorted values.
 */
@NullMarked
package dev.sluice.bench.analytics;

import org.jspecify.annotations.NullMarked;
