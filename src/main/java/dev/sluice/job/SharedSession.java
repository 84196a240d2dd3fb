package dev.sluice.job;

import dev.sluice.job.settings.FileSystems;
import dev.sluice.job.settings.Settings;
import java.util.Collection;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of several sources. Each source's command finds it running and lets it run. It reaches S3 in one way at
 * a time: what one source sets for S3 is forgotten before another that reaches it in another way.
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

  /** Returns whether all of these reach S3 in the same way. */
  boolean reachesAlike(Collection<Settings> sources) {
    return sources.stream()
            .map(source -> FileSystems.s3a(source.aws(), before))
            .distinct()
            .count()
        <= 1;
  }

  private Configuration hadoop() {
    return session.spark().sparkContext().hadoopConfiguration();
  }

  @Override
  public void close() {
    session.close();
  }
}
