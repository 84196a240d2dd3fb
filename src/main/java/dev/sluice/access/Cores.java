package dev.sluice.access;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** The parallelism of the active session. */
public final class Cores {
  private Cores() {}

  /** Returns how many tasks run at once. */
  public static int parallelism() {
    return context().defaultParallelism();
  }

  /** Returns how many of these tasks may run at once. On a cluster that is every one, if enough executors come. */
  public static int tasksAtOnce(int tasks) {
    return context().isLocal() ? Math.min(tasks, parallelism()) : tasks;
  }

  private static SparkContext context() {
    return SparkSession.active().sparkContext();
  }
}
