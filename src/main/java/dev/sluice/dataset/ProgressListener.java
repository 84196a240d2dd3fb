package dev.sluice.dataset;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Turns Spark's heartbeats into progress: what ended tasks have counted, and what running ones last told. */
final class ProgressListener extends SparkListener {
  private final ScanCounters counters;
  private final Piece before;
  private final Progress progress;
  private final Map<Long, double[]> tasks = new HashMap<>();

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
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
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
