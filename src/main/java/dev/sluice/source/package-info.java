/**
 * Spark's door: {@code spark.read().format("sluice")} and {@code df.write().format("sluice")}, one small class per role of
 * DataSource V2. Options enter; input partitions, each a range of Scan segments, and their rows leave, to {@code dataset}
 * or to whoever reads the DataFrame. Rows that are written pass {@code encode} and leave to {@code write}.
 */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
