package dev.sluice.source;

import dev.sluice.scan.SegmentRange;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads. */
record SegmentPartition(SegmentRange segments) implements InputPartition {}
