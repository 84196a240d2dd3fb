package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.decode.ItemMetadata;
import dev.sluice.item.OverflowColumn;
import dev.sluice.pushdown.KeyTest;
import dev.sluice.scan.Expression;
import dev.sluice.scan.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scan of a table by its plan, with one input partition for each of the plan's tasks. Immutable. Batches that read the
 * same are equal.
 */
final class TableBatch implements Batch {
  private static final Logger LOG = LoggerFactory.getLogger(TableBatch.class);

  private final PlannedRead read;
  private final ReadPlan plan;
  private final ScanRequest request;

  /** @param read with the access path that the request's filters allow */
  TableBatch(PlannedRead read, ScanRequest request) {
    this.read = read;
    this.plan = read.plan();
    this.request = request;
  }

  PlannedRead read() {
    return read;
  }

  ReadPlan plan() {
    return plan;
  }

  ScanRequest request() {
    return request;
  }

  /** Returns whether its tasks read batches of columns instead of rows. */
  boolean isColumnar() {
    return ItemReaderFactory.isColumnar(
        request.limit() > 0, ConformingScan.of(plan).isGiven(), request.keyed());
  }

  /** Returns the same rows by these Queries. */
  TableBatch querying(List<Expression> queries) {
    return new TableBatch(read.with(plan.querying(queries)), request);
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
        ConformingScan.of(plan).unreadable(),
        limit(),
        ConformingScan.of(plan).rules().orElse(null),
        request.pushdown().keys().checks(),
        request.keyed());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableBatch batch
        && plan.equals(batch.plan)
        && read.stream().equals(batch.read.stream())
        && request.columns().equals(batch.request.columns())
        && request.limit() == batch.request.limit()
        && request.keyed().equals(batch.request.keyed())
        && request.pushdown().keys().equals(batch.request.pushdown().keys())
        && selection().equals(batch.selection());
  }

  @Override
  public int hashCode() {
    return Objects.hash(plan, request.columns(), request.limit(), selection());
  }

  private Selection selection() {
    KeyedRead keyed = request.keyed();
    int pageItems = keyed.isOrdered() ? keyed.pageItems(everyItemIsARow()) : 0;
    return new Selection(
        plan.path().queries(), request.pushdown().filter(), pageItems, keyed.isCount());
  }

  private @Nullable LimitClient limit() {
    int minItems = everyItemIsARow() ? 1 : KeyedRead.FILTERED_PAGE;
    return request.limit() == 0
        ? null
        : CapacityEndpoint.ofApplication().limit(request.limit(), minItems);
  }

  /** Returns whether no item is left out. */
  private boolean everyItemIsARow() {
    return request.pushdown().filter() == null
        && plan.expiry().attribute() == null
        && !ConformingScan.of(plan).leavesOut()
        && request.pushdown().keys().checks().isEmpty();
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
        || (names.isEmpty() && conforming.readsWhole())
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
