package dev.sluice.testing;

import java.net.URI;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test JVM; {@code s3a://} is {@link TestServers}' S3. */
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

  /** Returns the session; the first call starts it. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  /**
   * Returns a session of its own that interprets its expressions, for many small queries: to compile one takes longer
   * than to evaluate it.
   */
  public static SparkSession interpreted() {
    SparkSession session = session().newSession();
    session.conf().set("spark.sql.codegen.wholeStage", false);
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return session;
  }

  /** Returns the session, configured for the tests' S3, which is started if necessary. */
  public static SparkSession withS3() {
    return withS3(TestServers.s3Endpoint());
  }

  /** Returns the session, configured for this S3. */
  public static SparkSession withS3(URI endpoint) {
    var hadoop = session().sparkContext().hadoopConfiguration();
    Map.of(
            "fs.s3a.endpoint", endpoint.toString(),
            "fs.s3a.endpoint.region", "us-east-1",
            "fs.s3a.path.style.access", "true",
            "fs.s3a.connection.ssl.enabled", "false",
            "fs.s3a.access.key", "tests",
            "fs.s3a.secret.key", "tests")
        .forEach(hadoop::set);
    return session();
  }
}
