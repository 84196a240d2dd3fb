package dev.sluice.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** The data source {@code sluice}. Its options are those of {@link SourceOption}. */
public final class SluiceProvider implements TableProvider, DataSourceRegister {
  /** Of a read, Spark asks for the schema first and for the table then; the table is looked at once. */
  private @Nullable TableHandle handle;

  @Override
  public String shortName() {
    return "sluice";
  }

  /** So that Spark does not ask for the schema, which costs a sample, of a table that is only written to. */
  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    ScalaCompatibility.check();
    if (handle == null) {
      handle = TableHandle.open(SourceOptions.of(options));
    }
    return handle.schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    ScalaCompatibility.check();
    Map<String, String> options =
        properties instanceof CaseInsensitiveStringMap map ? map.asCaseSensitiveMap() : properties;
    return handle == null ? SluiceTable.target(options, schema) : SluiceTable.of(options, handle);
  }
}
