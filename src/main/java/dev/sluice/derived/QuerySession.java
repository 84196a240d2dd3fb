package dev.sluice.derived;

import java.time.ZoneId;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The session in which queries run: their tables are nobody else's, and they mean the same on every platform. */
final class QuerySession {
  private static final Map<String, String> SETTINGS = Map.of(
      // What a type cannot hold is an error, not null.
      "spark.sql.ansi.enabled", "true",
      "spark.sql.caseSensitive", "false",
      // A query reads the snapshot's tables, neither files nor the environment.
      "spark.sql.runSQLOnFiles", "false",
      "spark.sql.variable.substitute", "false");

  private QuerySession() {}

  /**
   * A new session on the same cluster.
   *
   * @param zone of times without offset
   */
  static SparkSession beside(SparkSession spark, ZoneId zone) {
    SparkSession session = spark.newSession();
    SETTINGS.forEach(session.conf()::set);
    session.conf().set("spark.sql.session.timeZone", zone.getId());
    return session;
  }
}
