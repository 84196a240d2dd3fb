package dev.sluice.schema;

import java.util.Locale;
import org.apache.spark.sql.internal.SQLConf;

/** Which names are one to Spark. */
final class SparkNames {
  private SparkNames() {}

  /** The same for names that the session does not tell apart: by {@code spark.sql.caseSensitive} it tells all. */
  static String folded(String name) {
    return SQLConf.get().caseSensitiveAnalysis() ? name : name.toLowerCase(Locale.ROOT);
  }
}
