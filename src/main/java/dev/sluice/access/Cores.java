package dev.sluice.access;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** The parallelism of the active session. */
public final class Cores {
  private Cores() {}

  /** Returns the number of tasks that run at once. */
  public static int parallelism() {
    return context().defaultParallelism();
  }

  /** Returns how many of these tasks may run at once. On a cluster all of them may, if enough executors join. */
  public static int tasksAtOnce(int tasks) {
    return context().isLocal() ? Math.min(tasks, parallelism()) : tasks;
  }

  private static SparkContext context() {
    return SparkSession.active().sparkContext();
  }
}
