package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.scan.Expression;
import dev.sluice.scan.RangePosition;
import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.Selection;
import dev.sluice.scan.TableScan;
import dev.sluice.source.metric.ReadMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/**
 * A scan of a table: its segments, or the Queries in their place, shared out over input partitions. It is immutable; scans
 * that read the same are equal, so that Spark runs one of them for both.
 */
final class SluiceScan implements SupportsReportStatistics, Batch {
  private final TableHandle handle;
  private final Request request;

  SluiceScan(TableHandle handle, Request request) {
    this.handle = handle;
    this.request = request;
  }

  @Override
  public StructType readSchema() {
    return request.columns();
  }

  /** What EXPLAIN shows. */
  @Override
  public String description() {
    Pushdown pushdown = request.pushdown();
    List<String> parts = new ArrayList<>();
    parts.add("sluice " + handle.description().name());
    if (handle.options().index() != null) {
      parts.add("index " + handle.options().index());
    }
    parts.add("columns " + Arrays.toString(request.columns().fieldNames()));
    if (!pushdown.queries().isEmpty()) {
      Expression first = pushdown.queries().get(0);
      parts.add(pushdown.queries().size() + " queries: " + first.text() + " " + first.names());
    }
    shown(parts, "pushed exactly", pushdown.exact());
    shown(parts, "pre-filtered", pushdown.narrowed());
    shown(parts, "kept in Spark", pushdown.kept());
    if (request.limit() > 0) {
      parts.add("limit " + request.limit() + " a task");
    }
    if (request.countOnly()) {
      parts.add("counted by DynamoDB");
    }
    return String.join(", ", parts);
  }

  private static void shown(List<String> parts, String name, List<Predicate> predicates) {
    if (!predicates.isEmpty()) {
      parts.add(name + " " + PredicateFormatter.of(predicates));
    }
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.all();
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    List<SegmentRange> ranges = ranges();
    List<String> positions = handle.options().positions();
    return IntStream.range(0, ranges.size())
        .mapToObj(i -> new SegmentPartition(
            ranges.get(i), i < positions.size() ? positions.get(i) : RangePosition.START))
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SourceOptions options = handle.options();
    TableScan scan = handle.scan(fetched()).selecting(selection());
    Expiry expiry = new Expiry(options.ttlAttribute(), options.expiredAt());
    return new SegmentReaderFactory(scan, request.columns(), expiry, repeating(), request.limit());
  }

  private Selection selection() {
    Pushdown pushdown = request.pushdown();
    // Items that are left out later are no reason to fetch in small pages.
    boolean everyItemIsARow = pushdown.filter() == null && handle.options().ttlAttribute() == null;
    return new Selection(
        pushdown.queries(),
        pushdown.filter(),
        everyItemIsARow ? request.limit() : 0,
        request.countOnly());
  }

  /** What tells items that come twice, of Queries of an index; else nothing. */
  private List<String> repeating() {
    return handle.repeating(request.pushdown());
  }

  /** Queries whose items may come twice have one reader, which remembers them. */
  private List<SegmentRange> ranges() {
    int queries = request.pushdown().queries().size();
    int tasks = repeating().isEmpty() ? handle.options().tasks() : 1;
    return queries > 0
        ? SegmentRange.split(queries, tasks > 0 ? tasks : Cores.parallelism())
        : handle.segmentation().ranges();
  }

  @Override
  public Statistics estimateStatistics() {
    int columns = request.columns().size();
    return request.countOnly()
        ? ReadStatistics.ofCounts(ranges().size(), columns)
        : ReadStatistics.ofItems(handle, columns, fetched());
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SluiceScan scan && identity().equals(scan.identity()));
  }

  @Override
  public int hashCode() {
    return identity().hashCode();
  }

  private ReadIdentity identity() {
    SourceOptions options = handle.options();
    String ttl = options.ttlAttribute();
    return new ReadIdentity(
        handle.description().id(),
        handle.comparable(fetched()).selecting(selection()),
        request.columns(),
        new Expiry(ttl, ttl == null ? 0 : options.expiredAt()),
        repeating(),
        request.limit(),
        ReadIdentity.Segmenting.of(options),
        ReadIdentity.Constraints.of(options));
  }

  /** How the items are got at. */
  AccessPath way() {
    int queries = request.pushdown().queries().size();
    List<SegmentRange> ranges = ranges();
    return new AccessPath(
        queries > 0 ? AccessPath.QUERY : AccessPath.SCAN,
        handle.options().index(),
        ranges.get(0).total(),
        ranges.size());
  }

  /** All attributes where the overflow is wanted, since it may hold any of them, or the item itself. */
  private List<String> fetched() {
    List<String> names = new ArrayList<>(Arrays.asList(request.columns().fieldNames()));
    if (names.contains(ColumnMetadata.OVERFLOW)
        || Arrays.stream(request.columns().fields()).anyMatch(ColumnMetadata::isItem)) {
      return List.of();
    }
    String ttl = handle.options().ttlAttribute();
    Stream<String> keys = handle.keys().partition().stream().limit(1).map(k -> k.name());
    Stream<String> besides =
        Stream.concat(repeating().stream(), ttl == null ? Stream.empty() : Stream.of(ttl));
    Stream<String> wanted = Stream.concat(names.stream(), besides);
    // Something must be asked for even where Spark only counts.
    return Stream.concat(wanted, names.isEmpty() ? keys : Stream.empty())
        .distinct()
        .toList();
  }
}
