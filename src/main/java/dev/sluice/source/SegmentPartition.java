package dev.sluice.source;

import dev.sluice.scan.SegmentRange;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param from behind which it goes on, as {@link dev.sluice.scan.RangePosition} writes it
 */
record SegmentPartition(SegmentRange segments, String from) implements InputPartition {}
