package dev.sluice.source;

import dev.sluice.access.TableProbe;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** The data source {@code sluice}. Its options are those of {@link SourceOption}. */
public final class SluiceProvider implements TableProvider, DataSourceRegister {
  /**
   * The plan of the read that the job loads on this thread. Spark creates a provider from its name and passes only
   * texts. A plan is not a text, and users must not be able to set one. Set only during one {@link #load}.
   */
  private static final ThreadLocal<@Nullable PlannedRead> LOADING = new ThreadLocal<>();

  /**
   * Kept between two calls: Spark requests first the schema of a read and then the table. So the table is described
   * once.
   */
  private @Nullable PlannedRead read;

  /** Returns the rows of a read that is already planned. Sends no request to DynamoDB. */
  static Dataset<Row> load(SparkSession spark, PlannedRead planned) {
    LOADING.set(planned);
    try {
      return spark.read().format("sluice").load();
    } finally {
      LOADING.remove();
    }
  }

  @Override
  public String shortName() {
    return "sluice";
  }

  /**
   * Returns true, so that for a table that is only written to Spark does not request the schema, which costs a sample.
   */
  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    ScalaCompatibility.check();
    PlannedRead planned = read;
    if (planned == null) {
      planned = planned(options);
      read = planned;
    }
    return planned.plan().schema();
  }

  private static PlannedRead planned(CaseInsensitiveStringMap options) {
    PlannedRead loading = LOADING.get();
    return loading == null
        ? PlannedRead.of(TableProbe.open(OptionParser.read(options).read()))
        : loading;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    ScalaCompatibility.check();
    Map<String, String> options =
        properties instanceof CaseInsensitiveStringMap map ? map.asCaseSensitiveMap() : properties;
    return read == null ? SluiceTable.target(options, schema) : SluiceTable.of(options, read);
  }
}
