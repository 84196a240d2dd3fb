package dev.sluice.job;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of Iceberg tables, as far as Spark's configuration tells which rights it needs.
 *
 * @param database the namespace of the tables
 * @param isGlue whether it is Glue's
 * @param warehouse the folder in S3, without a slash at its end; null: it is elsewhere, or the catalog itself decides it
 */
record LakeCatalogRights(
    String database, boolean isGlue, @Nullable String warehouse) {
  private static final String NAMESPACE = "sluice";
  private static final String CATALOG = "spark.sql.catalog.";

  /**
   * Reads the configuration of a catalog.
   *
   * @param catalog {@code catalog} or {@code catalog.namespace}
   */
  static LakeCatalogRights of(String catalog, SparkConf conf) {
    String[] parts = catalog.split("\\.", 2);
    String prefix = CATALOG + parts[0] + ".";
    boolean isGlue = text(conf, prefix + "type").equals("glue")
        || text(conf, prefix + "catalog-impl").endsWith("gluecatalog");
    String warehouse = Optional.ofNullable(conf.get(prefix + "warehouse", null))
        .filter(folder -> folder.matches("s3[an]?://.+"))
        .map(folder -> folder.replaceFirst("/+$", ""))
        .orElse(null);
    return new LakeCatalogRights(parts.length > 1 ? parts[1] : NAMESPACE, isGlue, warehouse);
  }

  private static String text(SparkConf conf, String key) {
    return conf.get(key, "").toLowerCase(Locale.ROOT);
  }
}
