package dev.sluice.dataset.lake;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import scala.util.Properties;

/** Apache Iceberg on the class path. EMR and Glue carry it; elsewhere it is added. */
public final class IcebergLibrary {
  private static final String CATALOG = "org.apache.iceberg.spark.SparkCatalog";

  /** The last release for Spark 4.0 is an older one. */
  private static final String VERSION = "1.12.0";

  private static final String VERSION_OF_4_0 = "1.10.1";

  private IcebergLibrary() {}

  /**
   * Checks that Iceberg is there.
   *
   * @throws InvalidConfigurationException if it is not, with the package to add
   */
  public static void check(SparkSession spark) {
    check(Thread.currentThread().getContextClassLoader(), spark.version());
  }

  static void check(ClassLoader loader, String sparkVersion) {
    if (!isIn(loader)) {
      throw new InvalidConfigurationException(
          List.of(
              new ConfigError(
                  "sluice.dataset.format",
                  "iceberg",
                  "needs Apache Iceberg, which is not on the class path",
                  "Add --packages " + coordinates(sparkVersion) + " to spark-submit; on EMR set"
                      + " iceberg.enabled = true in the classification iceberg-defaults, on Glue --datalake-formats iceberg.")));
    }
  }

  private static boolean isIn(ClassLoader loader) {
    try {
      Class.forName(CATALOG, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Returns the Maven coordinates for a Spark version such as {@code 3.5.9}. */
  static String coordinates(String sparkVersion) {
    String line = firstTwo(sparkVersion);
    return "org.apache.iceberg:iceberg-spark-runtime-%s_%s:%s"
        .formatted(
            line,
            firstTwo(Properties.versionNumberString()),
            line.equals("4.0") ? VERSION_OF_4_0 : VERSION);
  }

  private static String firstTwo(String version) {
    String[] parts = version.split("\\.", -1);
    return parts[0] + "." + parts[1];
  }
}
