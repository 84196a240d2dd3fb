package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * its first interface only. It reads nothing itself: {@link StoredRelations} puts a {@link SluiceTable} in its place,
 * one for each query, with its own instants and budget. Spark keeps this relation until REFRESH TABLE.
 */
final class StoredRelation extends BaseRelation implements TableScan {
  private final SQLContext context;
  private final Map<String, String> options;
  private final StructType stated;

  /** The columns that the first query's sample found. Null: none was taken yet. */
  private @Nullable StructType found;

  /** @param stated without columns: a sample finds them */
  StoredRelation(
      SQLContext context,
      scala.collection.immutable.Map<String, String> options,
      StructType stated) {
    this.context = context;
    this.options = java(options);
    this.stated = stated;
  }

  private static Map<String, String> java(scala.collection.immutable.Map<String, String> options) {
    Map<String, String> all = new TreeMap<>();
    for (var each = options.iterator(); each.hasNext(); ) {
      Tuple2<String, String> option = each.next();
      all.put(option._1(), option._2());
    }
    return all;
  }

  /** Returns the table for one query. */
  synchronized SluiceTable table() {
    Map<String, String> all = SessionOptions.under(options);
    StructType columns = stated.isEmpty() ? found : stated;
    SluiceTable table = columns == null ? sampled(all) : SluiceTable.target(all, columns);
    return table.in(TableEntry.stored(all));
  }

  private SluiceTable sampled(Map<String, String> all) {
    PlannedRead read = PlannedRead.of(OptionParser.read(all));
    found = read.plan().schema();
    return SluiceTable.of(all, read);
  }

  @Override
  public SQLContext sqlContext() {
    return context;
  }

  /** Returns the stated columns. Those of a sample are found later, so that Spark does not wrap its failure. */
  @Override
  public StructType schema() {
    return stated;
  }

  /** Refuses. Without the rule, filters and columns would not reach DynamoDB. */
  @Override
  public RDD<Row> buildScan() {
    throw withoutRule();
  }

  /** Returns the failure of a session that has no such rule. */
  private static InvalidConfigurationException withoutRule() {
    return new InvalidConfigurationException(List.of(new ConfigError(
        "spark.sql.extensions",
        "",
        "this session lacks Sluice's rules, so it cannot read tables that were made with USING sluice",
        "Start it with the jar on its class path (--jars, --packages or spark.jars) and, from PySpark 3.5, with"
            + " --conf spark.sql.extensions=" + StoredRelation.class.getPackageName()
            + ".SluiceExtensions"
            + "; or read with format(\"sluice\").")));
  }
}
