package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SessionConfigSupport;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.sources.RelationProvider;
import org.apache.spark.sql.sources.SchemaRelationProvider;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The data source {@code sluice}. Its options are those of {@link SourceOption}, in a statement or as {@code
 * spark.datasource.sluice.*} in the session's configuration. Spark uses it as a {@link TableProvider} wherever it can,
 * and as a {@link RelationProvider} for temporary views that are created with USING and, before Spark 4, for tables of
 * its session catalog.
 */
public final class SluiceProvider
    implements SessionConfigSupport, DataSourceRegister, RelationProvider, SchemaRelationProvider {
  static final String NAME = "sluice";

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
      return spark.read().format(NAME).load();
    } finally {
      LOADING.remove();
    }
  }

  @Override
  public String shortName() {
    return NAME;
  }

  @Override
  public String keyPrefix() {
    return NAME;
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
    refusePath(options);
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
        ? PlannedRead.of(OptionParser.read(complete(options.asCaseSensitiveMap())))
        : loading;
  }

  /** Returns options with those of the session, which Spark adds to all but those of its own catalog's tables. */
  private static Map<String, String> complete(Map<String, String> options) {
    return isStored(options) ? SessionOptions.under(options) : options;
  }

  /** A table of Spark's session catalog has a path that Spark gives it; any other was meant to be read. */
  private static void refusePath(Map<String, String> options) {
    boolean stated = options.keySet().stream().anyMatch("path"::equalsIgnoreCase);
    if (stated && !isStored(options)) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "option path",
          "",
          "is not read: the source reads tables, and exports by export-path",
          "Leave the path out of load() and save(), and set the option table or export-path.")));
    }
  }

  private static boolean isStored(Map<String, String> options) {
    return options.containsKey(TableCatalog.PROP_PROVIDER);
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    ScalaCompatibility.check();
    Map<String, String> options =
        properties instanceof CaseInsensitiveStringMap map ? map.asCaseSensitiveMap() : properties;
    if (read != null) {
      return SluiceTable.of(options, read);
    }
    refusePath(options);
    Map<String, String> all = complete(options);
    SluiceTable table = SluiceTable.target(all, schema);
    return isStored(options) ? table.in(TableEntry.stored(all)) : table;
  }

  @Override
  public BaseRelation createRelation(
      SQLContext context, scala.collection.immutable.Map<String, String> parameters) {
    return createRelation(context, parameters, new StructType());
  }

  @Override
  public BaseRelation createRelation(
      SQLContext context,
      scala.collection.immutable.Map<String, String> parameters,
      StructType schema) {
    ScalaCompatibility.check();
    return new StoredRelation(context, parameters, schema);
  }
}
