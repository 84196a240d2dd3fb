package dev.sluice.dataset.export;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Reports the progress of many Spark jobs by the number of ended tasks. Spark does not know the total beforehand. */
public final class TaskProgress extends JobGroup {
  private final Progress progress;
  private long ended;

  private TaskProgress(String group, Progress progress) {
    super(group);
    this.progress = progress;
  }

  /**
   * Does work whose jobs this thread starts, and reports their tasks.
   *
   * @param group of the jobs; those of others are not counted
   */
  public static <T> T during(
      SparkContext context, String group, String subject, Progress progress, Supplier<T> work) {
    JavaSparkContext jobs = JavaSparkContext.fromSparkContext(context);
    TaskProgress tasks = new TaskProgress(group, progress);
    progress.begin(subject, "tasks", 0);
    jobs.setJobGroup(group, subject, false);
    context.addSparkListener(tasks);
    try {
      return work.get();
    } finally {
      context.removeSparkListener(tasks);
      jobs.clearJobGroup();
      tasks.end();
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (hears(end.stageId())) {
      ended++;
      progress.advance(ended, 0);
    }
  }

  private synchronized void end() {
    progress.end(ended, 0);
  }
}
