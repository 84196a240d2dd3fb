/**
 * Spark's door: {@code spark.read().format("sluice")}, one small class per role of DataSource V2. Options enter; input
 * partitions, each a range of Scan segments, and their rows leave, to {@code dataset} or to whoever reads the DataFrame.
 */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
