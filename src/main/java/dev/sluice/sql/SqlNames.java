package dev.sluice.sql;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Names and texts as Spark SQL writes them, whatever characters they have. */
public final class SqlNames {
  private SqlNames() {}

  /** Returns a name in backticks. */
  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Returns the column of this name. Dots in it lead into no struct. */
  public static Column column(String name) {
    return functions.col(identifier(name));
  }

  /** Returns a text as a string literal. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
