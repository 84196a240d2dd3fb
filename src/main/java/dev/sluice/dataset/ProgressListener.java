package dev.sluice.dataset;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Turns Spark's heartbeats into progress: what ended tasks have counted, and what running ones last told. */
final class ProgressListener extends SparkListener {
  private final ScanCounters counters;
  private final Piece before;
  private final Progress progress;
  private final Map<Long, double[]> tasks = new HashMap<>();
  private final Set<Long> running = new HashSet<>();

  /**
   * @param before what is finished already
   */
  ProgressListener(ScanCounters counters, Piece before, Progress progress) {
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
        note((Long) task._1(), infos.next(), true);
      }
    }
    tell();
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    running.add(start.taskInfo().taskId());
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
    running.remove(end.taskInfo().taskId());
    notifyAll();
    var infos = end.taskInfo().accumulables().iterator();
    while (infos.hasNext()) {
      note(end.taskInfo().taskId(), infos.next(), false);
    }
    tell();
  }

  private void note(long task, AccumulableInfo info, boolean running) {
    int which = info.id() == counters.items().id()
        ? 0
        : info.id() == counters.readUnits().id() ? 1 : -1;
    if (which >= 0 && info.update().isDefined() && info.update().get() instanceof Number value) {
      double[] told = tasks.computeIfAbsent(task, t -> new double[2]);
      told[which] = running ? Math.max(told[which], value.doubleValue()) : value.doubleValue();
    }
  }

  private void tell() {
    double items = tasks.values().stream().mapToDouble(t -> t[0]).sum();
    double units = tasks.values().stream().mapToDouble(t -> t[1]).sum();
    if (items > 0) {
      progress.advance(before.scanned() + (long) items, before.consumedReadUnits() + units);
    }
  }
}
