package dev.sluice.derived;

import dev.sluice.failure.Printable;
import dev.sluice.sql.PlanParts;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;

/**
 * The query of a derived dataset.
 *
 * @param name of the dataset and its folder
 * @param sql one SELECT
 */
public record Query(String name, String sql) {
  /** The section of the configuration that has the queries. */
  public static final String SECTION = "sluice.dataset.derived";

  /**
   * A valid name. Folder readers skip names that begin with a dot or an underscore, and treat {@code =} as a partition.
   */
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  /** The largest number of a query's characters in a message. */
  private static final int MAX_DISPLAYED = 100;

  /** Returns whether a dataset may have this name. */
  public static boolean isName(String name) {
    return FOLDER.matcher(name).matches();
  }

  /**
   * Returns the text if Spark's parser accepts it as one query. {@link QueryCheck} checks the rest once the tables are
   * known.
   *
   * @throws IllegalArgumentException if it cannot be parsed, or is another statement
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

  /** Returns the columns, and the paths into them, that the query may name in any table. */
  public Set<String> columns() {
    ParserInterface parser = new CatalystSqlParser();
    try {
      return PlanParts.of(parser.parsePlan(sql)).columns();
    } catch (ParseException e) {
      throw new IllegalArgumentException(Printable.firstLine(e.getMessage(), "unknown"), e);
    }
  }

  /** Returns the key of the setting that holds the query. */
  String key() {
    return SECTION + "." + name + ".sql";
  }

  /** Returns the beginning of the query on one line. */
  String displayed() {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() > MAX_DISPLAYED ? line.substring(0, MAX_DISPLAYED) + "…" : line;
  }
}
