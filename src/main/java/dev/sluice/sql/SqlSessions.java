package dev.sluice.sql;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;
import scala.collection.Iterator;

/** Creates Spark sessions in which SQL text is not a template and cannot name files. */
public final class SqlSessions {
  private static final String SUBSTITUTE = "spark.sql.variable.substitute";

  private static final Map<String, String> SETTINGS = Map.of(
      "spark.sql.runSQLOnFiles",
      "false",
      SUBSTITUTE,
      "false",
      // makes a time that does not match its pattern null, and does not parse it as Spark 2 did
      "spark.sql.legacy.timeParserPolicy",
      "CORRECTED");

  private SqlSessions() {}

  /** Restricts a session that nobody else uses, and returns it. */
  public static SparkSession restricted(SparkSession session) {
    SETTINGS.forEach(session.conf()::set);
    return session;
  }

  /** Returns a new restricted session on the same cluster, with the settings of another session. */
  public static SparkSession beside(SparkSession other) {
    SparkSession session = other.newSession();
    for (Iterator<Tuple2<String, String>> all = other.conf().getAll().iterator(); all.hasNext(); ) {
      Tuple2<String, String> setting = all.next();
      if (setting._1().startsWith("spark.sql.") && session.conf().isModifiable(setting._1())) {
        session.conf().set(setting._1(), setting._2());
      }
    }
    return restricted(session);
  }

  /** Returns whether the session replaces <code>${…}</code> in a text before it is parsed. */
  static boolean substitutes(SparkSession session) {
    return Boolean.parseBoolean(session.conf().get(SUBSTITUTE, "true"));
  }
}
