package dev.sluice.source;

import dev.sluice.access.QueryWorth;
import dev.sluice.access.ReadPlan;
import dev.sluice.pushdown.QueryBounds;
import dev.sluice.pushdown.RuntimeQueries;
import dev.sluice.scan.Expression;
import dev.sluice.scan.SegmentRange;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scan narrowed to the keys that Spark has found in the other side of a join. Reads by Queries if these cost less
 * than the planned read, else as planned.
 *
 * @param planned the batch as planned; it stays unchanged
 * @param found {@code key IN (…)}, one predicate for each column
 */
record KeyedBatch(TableBatch planned, List<Predicate> found) implements Batch {
  private static final Logger LOG = LoggerFactory.getLogger(KeyedBatch.class);

  @Override
  public InputPartition[] planInputPartitions() {
    ReadPlan plan = planned.plan();
    ConformingScan conforming = ConformingScan.of(plan);
    QueryWorth worth =
        QueryWorth.of(planned.read().probe(), plan.path().outline().parts());
    return RuntimeQueries.of(
            planned.request().pushdown(),
            complete(),
            conforming.attributes(plan.projection().of(plan.schema())),
            plan.projection().keys(),
            conforming.strict(),
            Set.of(planned.request().read().fieldNames()),
            new QueryBounds(worth.maxQueries(), worth.unitsPerKey()))
        .map(this::tasks)
        .orElseGet(this::asPlanned);
  }

  private List<Predicate> complete() {
    return found.stream()
        .filter(in -> DistinctKeys.isComplete(in.children().length - 1))
        .toList();
  }

  private InputPartition[] asPlanned() {
    LOG.info(
        "Table {}: reads as planned: queries for the keys of the other side would cost more, or do not have every key",
        planned.plan().description().name());
    return planned.planInputPartitions();
  }

  private InputPartition[] tasks(RuntimeQueries keyed) {
    List<Expression> queries = keyed.queries();
    LOG.info(
        "Table {}: reads by {} queries for the keys of the other side",
        planned.plan().description().name(),
        queries.size());
    if (queries.isEmpty()) {
      return new InputPartition[0];
    }
    TableBatch narrowed = planned.querying(queries);
    int tasks = atMost(narrowed.plan().path().outline().tasks());
    return IntStream.range(0, tasks)
        .mapToObj(task -> SegmentRange.of(queries.size(), tasks, task))
        .map(range -> new KeyedTask(
            List.copyOf(queries.subList(range.first(), range.first() + range.count())),
            keyed.filter(),
            keyed.checks(),
            narrowed.attributes(keyed.test()),
            narrowed.plan().repeating(),
            keyed.test()))
        .toArray(InputPartition[]::new);
  }

  /** Returns the number of tasks. Spark relies on a read that is planned as one task to stay one. */
  private int atMost(int tasks) {
    return planned.plan().path().outline().tasks() == 1 ? 1 : tasks;
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return planned.createReaderFactory();
  }
}
