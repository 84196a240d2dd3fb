package dev.sluice.source;

import dev.sluice.decode.Marks;
import dev.sluice.scan.Segmentation;
import dev.sluice.scan.TableScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/** A scan of a table: its segments, shared out over input partitions. */
final class SluiceScan implements Scan, Batch {
  private final TableHandle handle;
  private final StructType columns;

  SluiceScan(TableHandle handle, StructType columns) {
    this.handle = handle;
    this.columns = columns;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    return "sluice " + handle.description().name() + " columns "
        + Arrays.toString(columns.fieldNames());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return segmentation().ranges().stream()
        .map(SegmentPartition::new)
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    TableScan scan = handle.scan(fetched());
    SourceOptions options = handle.options();
    return new SegmentReaderFactory(
        scan, columns, new Expiry(options.ttlAttribute(), options.expiredAt()));
  }

  private Segmentation segmentation() {
    return Segmentation.of(
        handle.description().sizeBytes(), Cores.parallelism(), handle.options().segments());
  }

  /** All attributes where the overflow is wanted, since it may hold any of them. */
  private List<String> fetched() {
    List<String> names = new ArrayList<>(Arrays.asList(columns.fieldNames()));
    if (names.contains(Marks.OVERFLOW)) {
      return List.of();
    }
    String ttl = handle.options().ttlAttribute();
    Stream<String> keys = handle.description().keys().stream().limit(1).map(k -> k.name());
    Stream<String> wanted =
        Stream.concat(names.stream(), ttl == null ? Stream.empty() : Stream.of(ttl));
    // Something must be asked for even where Spark only counts.
    return Stream.concat(wanted, names.isEmpty() ? keys : Stream.empty())
        .distinct()
        .toList();
  }
}
