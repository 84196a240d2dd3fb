/**
 * What Spark's SQL page shows of a read. A task's tally enters, as {@code source} keeps it; Spark's custom metrics leave.
 * The same figures of a run are in its snapshot's manifest and in its RUN row.
 */
@NullMarked
package dev.sluice.source.metric;

import org.jspecify.annotations.NullMarked;
