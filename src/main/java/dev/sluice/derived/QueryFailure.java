package dev.sluice.derived;

import dev.sluice.failure.DataGateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;

/** Distinguishes failures of a query on some rows from failures of the cluster or the storage. */
final class QueryFailure {
  /** The package of Spark's expressions and of the code generated for them. */
  private static final String EXPRESSIONS = "org.apache.spark.sql.catalyst.expressions.";

  private QueryFailure() {}

  /**
   * Runs a query.
   *
   * @throws DataGateException if the query fails on some rows
   */
  static <T> T wrapped(Query query, Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      Optional<Throwable> onRows = causes(e).filter(QueryFailure::isOfRows).findFirst();
      if (onRows.isPresent()) {
        throw new DataGateException(
            query.key() + " fails on the items that there are: "
                + String.valueOf(onRows.get().getMessage()).lines().findFirst().orElse(""),
            "Say in the query what becomes of such values, with try_cast, try_divide or coalesce,"
                + " or leave their rows out.");
      }
      if (e instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException("query " + query.name() + " failed: " + e.getMessage(), e);
    }
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    List<Throwable> causes = new ArrayList<>();
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes.stream();
  }

  /**
   * Returns whether {@code raise_error} or {@code assert_true} has thrown it; they have no exception class of their
   * own.
   */
  private static boolean raised(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown.getClass().equals(RuntimeException.class)
        && trace.length > 0
        && trace[0].getClassName().startsWith(EXPRESSIONS);
  }

  /**
   * Returns whether an expression has thrown it. A lost executor causes a SparkException, an unreadable file an
   * IOException.
   */
  private static boolean isOfRows(Throwable thrown) {
    boolean expression = thrown instanceof SparkThrowable && thrown instanceof RuntimeException;
    return expression
        || thrown instanceof AnalysisException
        || thrown instanceof ArithmeticException
        || raised(thrown);
  }
}
