package dev.sluice.dataset.lake;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Counts what the tasks of some work cost. */
final class TaskCosts extends SparkListener {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong written = new AtomicLong();

  /**
   * The cost of some work.
   *
   * @param bytesRead from files of tables and exports
   */
  record Cost(double cpuSeconds, long bytesRead, long bytesWritten) {}

  static Cost of(SparkSession spark, Runnable work) throws TimeoutException {
    TaskCosts costs = new TaskCosts();
    spark.sparkContext().addSparkListener(costs);
    try {
      work.run();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(costs);
    }
    return new Cost(costs.nanos.get() / 1e9, costs.read.get(), costs.written.get());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    nanos.addAndGet(end.taskMetrics().executorCpuTime());
    read.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
    written.addAndGet(end.taskMetrics().outputMetrics().bytesWritten());
  }
}
