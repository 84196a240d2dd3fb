package dev.sluice.source;

import dev.sluice.scan.RangePages;
import dev.sluice.scan.RangePosition;
import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.TableScan;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Goes to executors and opens readers there.
 *
 * @param repeating attributes of the primary key by which items that come twice are told; empty: none does
 * @param limit rows of one reader; 0: all
 */
record SegmentReaderFactory(
    TableScan scan, StructType columns, Expiry expiry, List<String> repeating, int limit)
    implements PartitionReaderFactory {
  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    SegmentPartition part = (SegmentPartition) partition;
    SegmentRange segments = part.segments();
    RangePosition from = RangePosition.parse(segments, part.from());
    if (scan.selection().countOnly()) {
      return new CountReader(
          new RangePages(scan, segments, from), ScanTally.start(part.from()), columns.size());
    }
    RangePages pages = new RangePages(scan, segments, from);
    RangePosition position = RangePosition.parse(segments, part.from());
    SegmentReader rows = new SegmentReader(
        pages, position, columns, expiry, repeating, ScanTally.start(part.from()));
    return limit == 0 ? rows : new LimitedReader(rows, limit);
  }
}
