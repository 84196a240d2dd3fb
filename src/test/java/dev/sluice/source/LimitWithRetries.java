package dev.sluice.source;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.TaskCompletionListener;

/** A program whose tasks fail at their last rows, while it reads a table with a limit. */
final class LimitWithRetries {
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static final ThreadLocal<int[]> ROWS = ThreadLocal.withInitial(() -> new int[] {-1, 0});

  private LimitWithRetries() {}

  /**
   * Runs it.
   *
   * @param args table and endpoint
   */
  public static void main(String[] args) {
    SparkSession spark = SparkSession.builder()
        .master("local[2,4]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .getOrCreate();
    spark
        .udf()
        .register(
            "failing", (UDF1<String, String>) LimitWithRetries::failing, DataTypes.StringType);
    Dataset<Row> some = LimitTest.load(spark, args[0], args[1], Map.of())
        .selectExpr("failing(id) AS id")
        .limit(2_000)
        .persist();
    long rows = some.count();
    long ids = some.map((MapFunction<Row, String>) r -> r.getString(0), Encoders.STRING())
        .distinct()
        .count();
    System.out.printf("failed %d times, %d rows, %d ids%n", FAILURES.get(), rows, ids);
    spark.stop();
  }

  /** Fails in the first attempt at each task in the middle, and in the second one when all of it has been read. */
  private static String failing(String id) {
    TaskContext task = TaskContext.get();
    int[] counted = ROWS.get();
    if (counted[0] != (int) task.taskAttemptId()) {
      counted[0] = (int) task.taskAttemptId();
      counted[1] = 0;
      if (task.attemptNumber() == 1) {
        task.addTaskCompletionListener((TaskCompletionListener) ended -> fail());
      }
    }
    if (++counted[1] == 700 && task.attemptNumber() == 0) {
      fail();
    }
    return id;
  }

  private static void fail() {
    FAILURES.incrementAndGet();
    throw new IllegalStateException("a task that fails");
  }
}
