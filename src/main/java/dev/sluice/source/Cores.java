package dev.sluice.source;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** What the active session can run at once. */
final class Cores {
  private Cores() {}

  static int parallelism() {
    return context().defaultParallelism();
  }

  /** On a cluster every task may run at once, if enough executors come; a write's limit holds then too. */
  static int tasksAtOnce(int tasks) {
    return context().isLocal() ? Math.min(tasks, parallelism()) : tasks;
  }

  private static SparkContext context() {
    return SparkSession.active().sparkContext();
  }
}
