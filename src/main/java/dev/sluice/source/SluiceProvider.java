package dev.sluice.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** The data source {@code sluice}. Its options are those of {@link SourceOptions}. */
public final class SluiceProvider implements TableProvider, DataSourceRegister {
  /** Spark asks for the schema first and for the table then; the table is looked at once. */
  private @Nullable TableHandle handle;

  @Override
  public String shortName() {
    return "sluice";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return handle(options).schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new SluiceTable(handle(new CaseInsensitiveStringMap(properties)));
  }

  private TableHandle handle(CaseInsensitiveStringMap options) {
    if (handle == null) {
      handle = TableHandle.open(SourceOptions.of(options));
    }
    return handle;
  }
}
