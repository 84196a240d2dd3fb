package dev.sluice;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test JVM. */
public final class TestSpark {
  private TestSpark() {}

  private static final class Holder {
    private static final SparkSession SESSION = SparkSession.builder()
        .master("local[2]")
        .appName("sluice-tests")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }

  /** The session; started by who asks first. */
  public static SparkSession session() {
    return Holder.SESSION;
  }
}
