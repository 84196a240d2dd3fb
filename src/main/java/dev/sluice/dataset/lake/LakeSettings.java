package dev.sluice.dataset.lake;

import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Iceberg tables.
 *
 * @param catalog {@code catalog} or {@code catalog.namespace}, as Spark's configuration names it; null: one in a folder
 * @param warehouse the folder of a catalog that needs no configuration; null: {@code catalog} is set
 * @param deleted what becomes of rows whose items DynamoDB has deleted
 * @param days how tables are divided by day
 * @param settings the settings that decide which items tables have, key by key
 */
public record LakeSettings(
    @Nullable String catalog,
    @Nullable String warehouse,
    DeletedItems deleted,
    LakeLayout.EventDays days,
    Map<String, String> settings)
    implements Serializable {
  /** The name of the catalog in a folder. */
  private static final String OWN_CATALOG = "sluice_lake";

  private static final String NAMESPACE = "sluice";

  public LakeSettings {
    settings = Map.copyOf(settings);
  }

  /** Returns the name of the Iceberg table of a DynamoDB table. */
  public LakeName name(String dynamoDbTable) {
    String[] parts = (catalog == null ? OWN_CATALOG : catalog).split("\\.", 2);
    return LakeName.of(parts[0], parts.length > 1 ? parts[1] : NAMESPACE, dynamoDbTable);
  }

  /** Configures the catalog in a folder, if there is one. */
  public static void configure(SparkSession spark, @Nullable String warehouse) {
    if (warehouse != null) {
      String prefix = "spark.sql.catalog." + OWN_CATALOG;
      spark.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
      spark.conf().set(prefix + ".type", "hadoop");
      spark.conf().set(prefix + ".warehouse", warehouse);
    }
  }
}
