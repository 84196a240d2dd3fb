package dev.sluice.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * The options in the session's configuration, {@code spark.datasource.sluice.*}. They apply to all reads and writes of
 * the session. Options of a statement take precedence over those of a table of Spark's catalog, these over those of a
 * {@link DynamoDbCatalog}, and these over the session's.
 */
final class SessionOptions {
  static final String PREFIX = "spark.datasource.sluice.";

  private SessionOptions() {}

  /**
   * Returns options, and below them those of the session.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException if the session has an option that is unknown, or that
   *     cannot be meant for all tables
   */
  static Map<String, String> under(Map<String, String> stated) {
    Map<String, String> own = own();
    SharedOptions.check(PREFIX, own);
    return SourceOptions.merged(own, stated);
  }

  /**
   * Returns the options of a write without those that Spark has copied from the session: they may be options of reads.
   */
  static Map<String, String> without(Map<String, String> statement) {
    Map<String, String> stated = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    stated.putAll(statement);
    own().forEach(stated::remove);
    return stated;
  }

  /**
   * Returns the options with which a table was opened, without those of reads that a write would refuse.
   *
   * @param catalog whether they are options of a catalog's table, of the catalog or the session. Otherwise only the
   *     session's are left out
   */
  static Map<String, String> ofWrites(Map<String, String> table, boolean catalog) {
    Map<String, String> left = SourceOptions.merged(table, Map.of());
    Map<String, String> own = own();
    for (SourceOption option : List.of(SourceOption.INDEX, SourceOption.EXPIRED_AT)) {
      String value = left.get(option.key());
      if (value != null && (catalog || value.equals(own.get(option.key())))) {
        left.remove(option.key());
      }
    }
    return left;
  }

  /** Returns whether options have a value that the session's configuration has. */
  static boolean state(Map<String, String> options, SourceOption option) {
    return Objects.equals(options.get(option.key()), own().get(option.key()));
  }

  private static Map<String, String> own() {
    Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (var all = configuration(); all.hasNext(); ) {
      Tuple2<String, String> conf = all.next();
      if (conf._1().startsWith(PREFIX)) {
        own.put(conf._1().substring(PREFIX.length()), conf._2());
      }
    }
    return own;
  }

  /** Returns the configuration of the thread's session. A thread older than all sessions has none: the first one's. */
  private static Iterator<Tuple2<String, String>> configuration() {
    Option<SparkSession> first = SparkSession.getDefaultSession();
    return SparkSession.getActiveSession().isEmpty() && first.isDefined()
        ? first.get().conf().getAll().iterator()
        : SQLConf.get().getAllConfs().iterator();
  }
}
