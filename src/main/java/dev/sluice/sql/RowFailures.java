package dev.sluice.sql;

import dev.sluice.failure.DataGateException;
import dev.sluice.failure.Printable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Distinguishes failures of a condition on some item from failures of reading or writing. */
final class RowFailures {
  private static final String EXPRESSIONS = "org.apache.spark.sql.catalyst.expressions.";

  /** Packages that expressions and generated code call. */
  private static final List<String> CALLED = List.of(
      "java.",
      "jdk.",
      "sun.",
      "javax.",
      "scala.",
      "org.apache.commons.",
      "org.apache.spark.Spark",
      "org.apache.spark.unsafe.",
      "org.apache.spark.sql.catalyst.",
      "org.apache.spark.sql.errors.",
      "org.apache.spark.sql.types.");

  private static final int MAX_MESSAGE = 300;

  private RowFailures() {}

  /**
   * Returns the failure of a condition on some item; empty if no expression has failed.
   *
   * @param key the key of the setting that holds the condition
   * @param condition its SQL
   */
  static Optional<DataGateException> of(Throwable failure, String key, String condition) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(32)
        .filter(RowFailures::isOfExpression)
        .findFirst()
        .map(cause -> new DataGateException(
            key + " = " + Printable.brief(condition) + " fails on an item: "
                + Printable.brief(
                    Printable.firstLine(cause.getMessage(), "is not a condition"), MAX_MESSAGE),
            "Write it so that it has a value for every item: get(list, index), try_cast, try_divide, try_to_number and the like"
                + " give null where others fail, and case when … then … end checks first."));
  }

  private static boolean isOfExpression(Throwable cause) {
    if (!(cause instanceof RuntimeException)) {
      return false;
    }
    for (StackTraceElement frame : cause.getStackTrace()) {
      String name = frame.getClassName();
      if (name.startsWith(EXPRESSIONS)) {
        return true;
      }
      if (CALLED.stream().noneMatch(name::startsWith)) {
        return false;
      }
    }
    return false;
  }
}
