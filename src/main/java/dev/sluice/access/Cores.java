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

  /**
   * Returns the number of tasks for many small parts: as many as run at once, or more if there are too many parts for
   * them.
   *
   * @param most the largest number of parts of a task
   */
  static int parallelism(int parts, int most) {
    return Math.max(parallelism(), (parts + most - 1) / most);
  }

  /** Returns how many of these tasks may run at once. On a cluster all of them may, if enough executors join. */
  public static int tasksAtOnce(int tasks) {
    return context().isLocal() ? Math.min(tasks, parallelism()) : tasks;
  }

  private static SparkContext context() {
    return SparkSession.active().sparkContext();
  }
}
