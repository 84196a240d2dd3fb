package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadPlan;
import dev.sluice.access.TableSize;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.pushdown.RowCheck;
import dev.sluice.scan.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A scan of a table: what Spark asks before it reads by a {@link TableBatch}. Immutable. Scans that read the same are equal,
 * so that Spark runs one of them for both.
 */
final class SluiceScan implements SupportsReportStatistics, SupportsRuntimeV2Filtering {
  private static final double UNKNOWN_BYTES = 1e9;

  /** The batch between Spark's calls of {@link #filter} and {@link #toBatch}, which follow each other. */
  private static final ThreadLocal<@Nullable KeyedBatch> NARROWED = new ThreadLocal<>();

  private final TableBatch batch;
  private final PlannedRead read;
  private final ReadPlan plan;
  private final ScanRequest request;

  /** The batch of a stream, which is divided into tasks once. */
  private final @Nullable StreamBatch changes;

  /** @param read with the access path that the request's filters allow */
  SluiceScan(PlannedRead read, ScanRequest request) {
    this.batch = new TableBatch(read, request);
    this.read = read;
    this.plan = read.plan();
    this.request = request;
    this.changes = plan.settings().isStream() ? new StreamBatch(batch) : null;
  }

  ReadPlan plan() {
    return plan;
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
    if (plan.path() instanceof AccessPath.Export read) {
      parts.add(read.export().summary().text());
    }
    if (plan.settings().isStream()) {
      parts.add("changes of its stream");
    }
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
      parts.add("limit " + request.limit());
    }
    if (!request.keyed().isAll()) {
      parts.add(request.keyed().text());
    }
    NamedReference[] keys = filterAttributes();
    if (keys.length > 0) {
      parts.add("narrowed by keys of a join " + Arrays.toString(keys));
    }
    parts.add(batch.isColumnar() ? "columnar" : "row by row");
    return String.join(", ", parts);
  }

  /** Tells Spark in advance, so that it plans no tasks to find out. */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return batch.isColumnar() ? ColumnarSupportMode.SUPPORTED : ColumnarSupportMode.UNSUPPORTED;
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
    NARROWED.set(new KeyedBatch(batch, List.of(predicates)));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an equal batch is not the one that was narrowed
  public Batch toBatch() {
    if (changes != null) {
      return changes.unlimited();
    }
    KeyedBatch narrowed = NARROWED.get();
    if (narrowed == null || narrowed.planned() != batch) {
      return batch;
    }
    NARROWED.remove();
    return narrowed;
  }

  /**
   * Follows the table's stream.
   *
   * @throws InvalidConfigurationException if the options do not name it
   */
  @Override
  public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
    if (!plan.settings().isStream()) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          SourceOption.KIND.key(),
          plan.settings().kind().toString(),
          "has the items of the table, and a Spark stream reads changes",
          "Set the option kind = stream, or use spark.read() instead of spark.readStream().")));
    }
    return new StreamMicroBatches(batch);
  }

  @Override
  public Statistics estimateStatistics() {
    if (changes != null) {
      return ReadStatistics.UNKNOWN;
    }
    int columns = request.columns().size();
    if (request.keyed().aggregates() != null) {
      return ReadStatistics.ofCounts(plan.path().outline().parts(), columns);
    }
    int queries = plan.path().queries().size();
    return queries > 0
        ? ReadStatistics.ofQueries(read.probe(), queries, columns, batch.attributes(null))
        : ReadStatistics.ofItems(read.probe(), columns, batch.attributes(null));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SluiceScan scan && batch.equals(scan.batch);
  }

  @Override
  public int hashCode() {
    return batch.hashCode();
  }
}
