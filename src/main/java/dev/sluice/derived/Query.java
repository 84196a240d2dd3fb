package dev.sluice.derived;

import dev.sluice.failure.Printable;
import dev.sluice.sql.PlanParts;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;

/**
 * What a dataset is made by.
 *
 * @param name of its folder
 * @param sql one SELECT
 */
public record Query(String name, String sql) {
  /** Where queries are in the configuration. */
  public static final String SECTION = "sluice.dataset.derived";

  /** Readers skip what begins with a dot or an underscore, and take a = for a partition. */
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  private static final int SHOWN = 100;

  /** Whether a dataset may be called so. */
  public static boolean isName(String name) {
    return FOLDER.matcher(name).matches();
  }

  /**
   * A text that Spark's parser takes for one query; what it asks for is checked once the tables are known.
   *
   * @throws IllegalArgumentException where it does not, or takes it for another statement
   */
  public static String parsed(String sql) {
    ParserInterface parser = new CatalystSqlParser();
    try {
      PlanParts parts = PlanParts.of(parser.parsePlan(sql));
      if (!parts.isQuery()) {
        throw new IllegalArgumentException();
      }
      return sql;
    } catch (ParseException e) {
      throw new IllegalArgumentException(Printable.firstLine(e.getMessage(), "unknown"), e);
    }
  }

  /** The columns, and paths into them, that it may name; of whichever table. */
  public Set<String> columns() {
    ParserInterface parser = new CatalystSqlParser();
    try {
      return PlanParts.of(parser.parsePlan(sql)).columns();
    } catch (ParseException e) {
      throw new IllegalArgumentException(Printable.firstLine(e.getMessage(), "unknown"), e);
    }
  }

  /** The full key of its text. */
  String key() {
    return SECTION + "." + name + ".sql";
  }

  /** Its text in one line, and no more than its beginning. */
  String shown() {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
