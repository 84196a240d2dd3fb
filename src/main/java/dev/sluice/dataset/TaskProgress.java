package dev.sluice.dataset;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Shows work of many Spark jobs by the tasks that have ended; how many there will be, Spark does not know beforehand. */
final class TaskProgress extends SparkListener {
  private final SparkContext context;
  private final Progress progress;
  private long ended;

  private TaskProgress(SparkContext context, Progress progress) {
    this.context = context;
    this.progress = progress;
  }

  /** Watches every task from now on, until told of the end. */
  static TaskProgress watch(SparkContext context, String subject, Progress progress) {
    TaskProgress tasks = new TaskProgress(context, progress);
    progress.begin(subject, "tasks", 0);
    context.addSparkListener(tasks);
    return tasks;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    ended++;
    progress.advance(ended, 0);
  }

  /** The work is done, whether or not it has come to anything. */
  synchronized void end() {
    context.removeSparkListener(this);
    progress.end(ended, 0);
  }
}
