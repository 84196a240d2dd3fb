package dev.sluice.dataset.lake;

import dev.sluice.item.Sha256;
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
 * @param following the changes that tables are kept up to date by
 */
public record LakeSettings(
    @Nullable String catalog,
    @Nullable String warehouse,
    DeletedItems deleted,
    LakeLayout.EventDays days,
    Map<String, String> settings,
    Following following)
    implements Serializable {
  /** The beginning of the name of a catalog in a folder: a session keeps a catalog, whatever its folder becomes. */
  private static final String OWN_CATALOG = "sluice_lake_";

  private static final String NAMESPACE = "sluice";
  private static final int DIGITS = 8;

  public LakeSettings {
    settings = Map.copyOf(settings);
  }

  /** Returns whether tables are kept by the changes of their Streams. */
  public boolean isStreamed() {
    return following == Following.STREAM;
  }

  /** Returns the name of the Iceberg table of a DynamoDB table. */
  public LakeName name(String dynamoDbTable) {
    String given =
        catalog == null ? OWN_CATALOG + Sha256.of(warehouse + "").substring(0, DIGITS) : catalog;
    String[] parts = given.split("\\.", 2);
    return LakeName.of(parts[0], parts.length > 1 ? parts[1] : NAMESPACE, dynamoDbTable);
  }

  /**
   * Configures a catalog in a folder.
   *
   * @param warehouse the folder; null: the catalog is configured
   */
  public static void configure(SparkSession spark, String catalog, @Nullable String warehouse) {
    if (warehouse != null) {
      String prefix = "spark.sql.catalog." + catalog;
      spark.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
      spark.conf().set(prefix + ".type", "hadoop");
      spark.conf().set(prefix + ".warehouse", warehouse);
    }
  }
}
