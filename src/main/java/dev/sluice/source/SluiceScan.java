package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.access.TableSize;
import dev.sluice.decode.ItemMetadata;
import dev.sluice.item.OverflowColumn;
import dev.sluice.pushdown.KeyTest;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.pushdown.RowCheck;
import dev.sluice.scan.Expression;
import dev.sluice.scan.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scan of a table by its plan, with one input partition for each of the plan's tasks. Immutable. Scans that read the
 * same are equal, so that Spark runs one of them for both.
 */
final class SluiceScan implements SupportsReportStatistics, SupportsRuntimeV2Filtering, Batch {
  private static final Logger LOG = LoggerFactory.getLogger(SluiceScan.class);

  private static final double UNKNOWN_BYTES = 1e9;

  private final PlannedRead read;
  private final ReadPlan plan;
  private final Request request;

  /** The batch between Spark's calls of {@link #filter} and {@link #toBatch}, which follow each other. */
  private static final ThreadLocal<@Nullable KeyedBatch> NARROWED = new ThreadLocal<>();

  /**
   * The part of the table that Spark wants.
   *
   * @param columns the columns of the rows; for aggregates, those of their groups and functions
   * @param read the columns to decode, which may be more
   * @param limit the number of rows that each task needs at most; 0: all
   */
  record Request(
      StructType columns, StructType read, Pushdown pushdown, int limit, KeyedRead keyed) {}

  /** @param read with the access path that the request's filters allow */
  SluiceScan(PlannedRead read, Request request) {
    this.read = read;
    this.plan = read.plan();
    this.request = request;
  }

  ReadPlan plan() {
    return plan;
  }

  PlannedRead read() {
    return read;
  }

  Request request() {
    return request;
  }

  /** Returns the size of the whole table or index; if it is not known, that of one that is large. */
  double sizeBytes() {
    return TableSize.known(read.probe())
        .map(TableSize::bytes)
        .filter(bytes -> bytes > 0)
        .orElse(UNKNOWN_BYTES);
  }

  boolean isPartitionKey(String column) {
    return plan.projection().keys().partition().stream()
        .anyMatch(key -> key.name().equals(column));
  }

  /** Returns the same scan by these Queries. */
  SluiceScan querying(List<Expression> queries) {
    return new SluiceScan(read.with(plan.querying(queries)), request);
  }

  @Override
  public StructType readSchema() {
    return request.columns();
  }

  /** Returns the text in the output of EXPLAIN. */
  @Override
  public String description() {
    Pushdown pushdown = request.pushdown();
    List<String> parts = new ArrayList<>();
    parts.add("sluice " + plan.description().name());
    if (plan.index() != null) {
      parts.add("index " + plan.index() + (plan.settings().autoIndex() ? " (auto)" : ""));
    }
    parts.add("columns " + Arrays.toString(request.columns().fieldNames()));
    if (!pushdown.queries().isEmpty()) {
      Expression first = pushdown.queries().get(0);
      parts.add(pushdown.queries().size() + " queries: " + first.text() + " " + first.names());
    }
    describe(parts, "pushed exactly", pushdown.exact());
    if (!pushdown.keys().checks().isEmpty()) {
      parts.add("checked in the rows "
          + pushdown.keys().checks().stream().map(RowCheck::column).distinct().toList());
    }
    describe(parts, "pre-filtered", pushdown.narrowed());
    describe(parts, "kept in Spark", pushdown.kept());
    if (request.limit() > 0) {
      parts.add("limit " + request.limit() + " a task");
    }
    if (!request.keyed().isAll()) {
      parts.add(request.keyed().text());
    }
    NamedReference[] keys = filterAttributes();
    if (keys.length > 0) {
      parts.add("narrowed by keys of a join " + Arrays.toString(keys));
    }
    return String.join(", ", parts);
  }

  private static void describe(List<String> parts, String name, List<Predicate> predicates) {
    if (!predicates.isEmpty()) {
      parts.add(name + " " + PredicateFormatter.of(predicates));
    }
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.all();
  }

  /** Returns the columns by which Spark may narrow this scan while a statement runs. */
  @Override
  public NamedReference[] filterAttributes() {
    return KeyColumns.of(plan, request);
  }

  /**
   * Narrows the next batch only, not this scan: a statement may read it elsewhere without narrowing.
   *
   * @param predicates {@code key IN (…)}, one for each column
   */
  @Override
  public void filter(Predicate[] predicates) {
    NARROWED.set(new KeyedBatch(this, List.of(predicates)));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an equal scan is not the one that was narrowed
  public Batch toBatch() {
    KeyedBatch narrowed = NARROWED.get();
    if (narrowed == null || narrowed.scan() != this) {
      return this;
    }
    NARROWED.remove();
    return narrowed;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return IntStream.range(0, plan.path().outline().tasks())
        .mapToObj(task -> new ItemReaderFactory.Task(task, plan.position(task)))
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    LOG.info(
        "Table {}: reads by {}, {} columns",
        plan.description().name(),
        plan.path().outline().text(),
        request.columns().size());
    return new ItemReaderFactory(
        plan.path(),
        plan.settings()
            .scan(attributes(null), CapacityEndpoint.broker(plan, read.budget()))
            .selecting(selection()),
        request.read(),
        plan.expiry(),
        plan.repeating(),
        request.limit(),
        ConformingScan.of(plan).rules().orElse(null),
        request.pushdown().keys().checks(),
        request.keyed());
  }

  @Override
  public Statistics estimateStatistics() {
    int columns = request.columns().size();
    if (request.keyed().aggregates() != null) {
      return ReadStatistics.ofCounts(plan.path().outline().parts(), columns);
    }
    int queries = plan.path().queries().size();
    return queries > 0
        ? ReadStatistics.ofQueries(read.probe(), queries, columns, attributes(null))
        : ReadStatistics.ofItems(read.probe(), columns, attributes(null));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SluiceScan scan
        && plan.equals(scan.plan)
        && request.columns().equals(scan.request.columns())
        && request.limit() == scan.request.limit()
        && request.keyed().equals(scan.request.keyed())
        && request.pushdown().keys().equals(scan.request.pushdown().keys())
        && selection().equals(scan.selection());
  }

  @Override
  public int hashCode() {
    return Objects.hash(plan, request.columns(), request.limit(), selection());
  }

  private Selection selection() {
    Pushdown pushdown = request.pushdown();
    // items may be left out later, so a limit does not make the pages smaller
    boolean everyItemIsARow = pushdown.filter() == null
        && plan.expiry().attribute() == null
        && !ConformingScan.of(plan).leavesOut()
        && pushdown.keys().checks().isEmpty();
    int pageItems = request.keyed().isOrdered()
        ? request.keyed().pageItems(everyItemIsARow)
        : everyItemIsARow ? request.limit() : 0;
    return new Selection(
        plan.path().queries(), pushdown.filter(), pageItems, request.keyed().isCount());
  }

  /**
   * Returns the attributes to fetch: all if the overflow or the item itself is wanted, since the overflow may hold any
   * of them.
   *
   * @param test whose key attributes are fetched too; null: none
   */
  List<String> attributes(@Nullable KeyTest test) {
    List<String> names =
        Arrays.stream(request.read().fields()).flatMap(ItemMetadata::attributes).toList();
    ConformingScan conforming = ConformingScan.of(plan);
    if (names.contains(OverflowColumn.NAME)
        || conforming.wantsItems(request.read())
        || ItemMetadata.needItem(request.read())) {
      return List.of();
    }
    String ttl = plan.expiry().attribute();
    Stream<String> keys = plan.projection().keys().partition().stream().limit(1).map(k -> k.name());
    Stream<String> besides = Stream.of(
            plan.repeating().stream(),
            ttl == null ? Stream.<String>empty() : Stream.of(ttl),
            conforming.named().stream())
        .flatMap(more -> more);
    Stream<String> tested = test == null ? Stream.empty() : test.types().keySet().stream();
    Stream<String> wanted = Stream.concat(names.stream(), Stream.concat(besides, tested));
    // DynamoDB requires at least one attribute even if Spark only counts
    return Stream.concat(wanted, names.isEmpty() ? keys : Stream.empty())
        .distinct()
        .toList();
  }
}
