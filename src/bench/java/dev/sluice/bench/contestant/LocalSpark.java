package dev.sluice.bench.contestant;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Spark in a process of the bench. */
public final class LocalSpark {
  private LocalSpark() {}

  /**
   * A session without interface or progress, with one partition behind a shuffle.
   *
   * @param own settings beside these
   */
  public static SparkSession open(int cores, Map<String, String> own) {
    SparkSession.Builder builder = SparkSession.builder()
        .master("local[" + cores + "]")
        .appName("sluice-bench")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "1");
    own.forEach(builder::config);
    SparkSession spark = builder.getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }
}
