package dev.sluice.dataset.export;

import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The Iceberg table of a DynamoDB table, before it is decided how it is brought up to date. */
public record LakeOpening(LakeCatalog catalog, LakeName name) {
  /** Finds the Iceberg table of a table, which need not exist. */
  public static LakeOpening of(SparkSession spark, LakeSettings settings, TableRead read) {
    TableDescription table = read.settings().describe();
    LakeName name = settings.name(TableNames.of(List.of(read), List.of(table)).get(0));
    return new LakeOpening(LakeCatalog.open(spark, name, settings.warehouse()), name);
  }

  /**
   * Returns whether nothing was loaded yet.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it is not known any more where the table is
   */
  public boolean isEmpty() {
    return catalog.position(name).isEmpty();
  }

  /** Returns the columns of its items, with type tags. */
  StructType columns() {
    return catalog.continued(name, new StructType());
  }

  /**
   * Returns the time up to which exports have brought it.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it was not loaded yet, or a Stream keeps it
   */
  Instant exportedUntil() {
    return catalog.exportedUntil(name);
  }
}
