package dev.sluice.dataset;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Turns Spark's heartbeats into progress: what ended tasks have counted, and what running ones last told. */
final class ProgressListener extends SparkListener {
  private final ScanCounters counters;
  private final TableSum before;
  private final Progress progress;
  private final double[] ended = new double[2];
  private final Map<Long, double[]> running = new HashMap<>();

  /**
   * @param before what is finished already
   */
  ProgressListener(ScanCounters counters, TableSum before, Progress progress) {
    this.counters = counters;
    this.before = before;
    this.progress = progress;
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    var all = update.accumUpdates().iterator();
    while (all.hasNext()) {
      var task = all.next();
      var infos = task._4().iterator();
      while (infos.hasNext()) {
        AccumulableInfo info = infos.next();
        // what comes after a task's end was counted with it
        running.computeIfPresent((Long) task._1(), (id, told) -> noted(told, info, true));
      }
    }
    tell();
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    running.put(start.taskInfo().taskId(), new double[2]);
  }

  /**
   * Waits until no task runs any more: those of a job that failed still record what they have read.
   *
   * @param atMost a task that is out of reach is not waited for
   */
  synchronized void awaitEnd(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toMillis(); !running.isEmpty() && left > 0; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    double[] told = running.remove(end.taskInfo().taskId());
    notifyAll();
    if (told == null) {
      return;
    }
    var infos = end.taskInfo().accumulables().iterator();
    while (infos.hasNext()) {
      noted(told, infos.next(), false);
    }
    ended[0] += told[0];
    ended[1] += told[1];
    tell();
  }

  /** A task's items and read units, with this news of them. */
  private double[] noted(double[] told, AccumulableInfo info, boolean stillRuns) {
    int which = info.id() == counters.items().id()
        ? 0
        : info.id() == counters.readUnits().id() ? 1 : -1;
    if (which >= 0 && info.update().isDefined() && info.update().get() instanceof Number value) {
      told[which] = stillRuns ? Math.max(told[which], value.doubleValue()) : value.doubleValue();
    }
    return told;
  }

  private void tell() {
    double items = ended[0] + running.values().stream().mapToDouble(t -> t[0]).sum();
    double units = ended[1] + running.values().stream().mapToDouble(t -> t[1]).sum();
    if (items > 0) {
      progress.advance(before.scanned() + (long) items, before.consumedReadUnits() + units);
    }
  }
}
