package dev.sluice.derived;

import dev.sluice.sql.SqlSessions;
import java.time.ZoneId;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The session in which queries run: their tables are nobody else's, and they mean the same on every platform. */
final class QuerySession {
  private static final Map<String, String> SETTINGS = Map.of(
      // What a type cannot hold is an error, not null.
      "spark.sql.ansi.enabled", "true",
      "spark.sql.caseSensitive", "false");

  private QuerySession() {}

  /**
   * A new session on the same cluster.
   *
   * @param zone of times without offset
   */
  static SparkSession beside(SparkSession spark, ZoneId zone) {
    SparkSession session = SqlSessions.restricted(spark.newSession());
    SETTINGS.forEach(session.conf()::set);
    session.conf().set("spark.sql.session.timeZone", zone.getId());
    return session;
  }
}
