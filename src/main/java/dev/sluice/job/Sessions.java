package dev.sluice.job;

import dev.sluice.job.settings.FileSystems;
import dev.sluice.source.ScalaCompatibility;
import dev.sluice.sql.SqlSessions;
import dev.sluice.table.AwsSettings;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a command: an existing one, or a new one that ends with the command. Without spark-submit it is
 * local, on all cores.
 */
final class Sessions implements AutoCloseable {
  private static final String MASTER = "spark.master";
  private static final String LOOPBACK = "127.0.0.1";
  private static final String UMASK = "spark.hadoop." + FileSystems.UMASK;

  /** Of bytecode in one method, as HotSpot has it. */
  private static final String MAX_COMPILED_BYTES = "8000";

  /**
   * Settings of a local session. Live progress arrives with the heartbeats; driver and executors are one process, so no
   * ports need to be reachable.
   */
  private static final Map<String, String> LOCAL = Map.of(
      "spark.driver.bindAddress", LOOPBACK,
      "spark.driver.host", LOOPBACK,
      "spark.ui.enabled", "false",
      "spark.ui.showConsoleProgress", "false",
      "spark.executor.heartbeatInterval", "1s",
      "spark.sql.shuffle.partitions", "8");

  private final SparkSession spark;
  private final boolean ours;

  private Sessions(SparkSession spark, boolean ours) {
    this.spark = spark;
    this.ours = ours;
  }

  /** Starts Spark, or takes what runs already, for the S3 of these settings. */
  static Sessions open(AwsSettings aws) {
    return start().reaching(aws);
  }

  /** Starts Spark, or takes what runs already. {@link #reaching} must follow before S3 is used. */
  static Sessions start() {
    ScalaCompatibility.check();
    boolean ours = SparkSession.getDefaultSession().isEmpty();
    SparkConf conf = new SparkConf();
    conf.setIfMissing(MASTER, "local[*]");
    conf.setIfMissing("spark.app.name", "sluice");
    boolean local = conf.get(MASTER).matches("local(\\[.*)?");
    if (local) {
      LOCAL.forEach(conf::setIfMissing);
    }
    FileSystems.umask().ifPresent(umask -> conf.setIfMissing(UMASK, umask));
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    if (ours && local) {
      spark.sparkContext().setLogLevel("WARN");
    }
    // the configuration's SQL is parsed in this session
    SparkSession literal = ours ? SqlSessions.restricted(spark) : SqlSessions.beside(spark);
    // Most readers of a snapshot fold case, whatever this cluster's default is.
    literal.conf().set("spark.sql.caseSensitive", "false");
    // A longer method stays interpreted; of one that Spark generates for figures' columns that was
    // half of a run's CPU.
    literal.conf().set("spark.sql.codegen.hugeMethodLimit", MAX_COMPILED_BYTES);
    return new Sessions(literal, ours);
  }

  /** Configures S3A, but keeps the options that spark-submit or the platform has set. */
  Sessions reaching(AwsSettings aws) {
    SparkConf conf = spark.sparkContext().getConf();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    FileSystems.s3a(aws, hadoop).forEach((name, value) -> {
      if (!conf.contains("spark.hadoop." + name)) {
        hadoop.set(name, value);
      }
    });
    return this;
  }

  SparkSession spark() {
    return spark;
  }

  @Override
  public void close() {
    if (ours) {
      spark.stop();
    }
  }
}
