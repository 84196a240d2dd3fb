/**
 * Read and write units. What a table has and what the user allows enter; the pace of each reader leaves, to {@code
 * scan}, and that of each writer, to {@code write}. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.capacity;

import org.jspecify.annotations.NullMarked;
