package dev.sluice.job;

import dev.sluice.job.settings.FileSystems;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of several sources. Each source's command finds it running and lets it run; what one source sets for
 * S3 is forgotten before the next.
 */
final class SharedSession implements AutoCloseable {
  private final Sessions session;
  private final Configuration before;

  private SharedSession(Sessions session) {
    this.session = session;
    this.before = new Configuration(hadoop());
  }

  static SharedSession open() {
    return new SharedSession(Sessions.start());
  }

  SparkSession spark() {
    return session.spark();
  }

  /** Puts the options of S3A back as they were when the session was opened. */
  void forgetS3() {
    FileSystems.restore(hadoop(), before);
  }

  private Configuration hadoop() {
    return session.spark().sparkContext().hadoopConfiguration();
  }

  @Override
  public void close() {
    session.close();
  }
}
