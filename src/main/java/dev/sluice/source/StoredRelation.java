package dev.sluice.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.TableScan;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * A table of Spark's session catalog, or a temporary view that is created with USING, where Spark accepts sources of
 * its first interface only. It reads nothing itself: {@link StoredRelations} puts a {@link SluiceTable} in its place.
 * Spark keeps it between queries, so each query gets a table of its own, with its own instants and budget.
 */
final class StoredRelation extends BaseRelation implements TableScan {
  private final SQLContext context;
  private final Map<String, String> options;
  private final StructType columns;

  /** The read that took the sample; null if there was none, or once a query has it. */
  private final AtomicReference<@Nullable PlannedRead> sampled;

  /** @param sampled null: the columns are stated */
  StoredRelation(
      SQLContext context,
      Map<String, String> options,
      StructType columns,
      @Nullable PlannedRead sampled) {
    this.context = context;
    this.options = options;
    this.columns = columns;
    this.sampled = new AtomicReference<>(sampled);
  }

  /** Returns Spark's options as Java has them. */
  static Map<String, String> options(scala.collection.immutable.Map<String, String> options) {
    Map<String, String> all = new TreeMap<>();
    for (var each = options.iterator(); each.hasNext(); ) {
      Tuple2<String, String> option = each.next();
      all.put(option._1(), option._2());
    }
    return all;
  }

  /** Returns the table for one query. The query that needed the sample counts it in its budget. */
  SluiceTable table() {
    Map<String, String> all = SessionOptions.under(options);
    PlannedRead first = sampled.getAndSet(null);
    SluiceTable table =
        first == null ? SluiceTable.target(all, columns) : SluiceTable.of(all, first);
    return table.in(new TableEntry(all));
  }

  @Override
  public SQLContext sqlContext() {
    return context;
  }

  @Override
  public StructType schema() {
    return columns;
  }

  /** Refuses. Without the rule, filters and columns would not reach DynamoDB. */
  @Override
  public RDD<Row> buildScan() {
    throw StoredRelations.missing();
  }
}
