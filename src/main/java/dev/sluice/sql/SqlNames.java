package dev.sluice.sql;

import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;

/** Writes and compares names and texts as Spark SQL does, whatever characters they contain. */
public final class SqlNames {
  private SqlNames() {}

  /** Returns a name in backticks. */
  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Returns the column of this name. Dots in the name do not lead into structs. */
  public static Column column(String name) {
    return functions.col(identifier(name));
  }

  /**
   * Returns a name in the form that the session compares: in lower case, or unchanged if {@code
   * spark.sql.caseSensitive} is set.
   */
  public static String folded(String name) {
    return SQLConf.get().caseSensitiveAnalysis() ? name : name.toLowerCase(Locale.ROOT);
  }

  /** Returns a text as a string literal. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
