package dev.sluice.dataset.export;

import dev.sluice.source.ScanTally;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/** Reports the progress of scans by Spark to a {@link Progress}. */
final class SparkProgress {
  private SparkProgress() {}

  /**
   * The accumulators of a scan. They count a retried task twice, so the manifest's counts come from the checkpoint
   * instead.
   */
  record Counters(LongAccumulator items, DoubleAccumulator readUnits) implements Serializable {
    static Counters register(SparkContext context) {
      return new Counters(
          context.longAccumulator("sluice items"), context.doubleAccumulator("sluice read units"));
    }

    /** Returns new counts for one task, with nothing reported yet. */
    Delta delta() {
      return new Delta(this);
    }
  }

  /** The counts that one task has reported so far. */
  static final class Delta {
    private final Counters counters;
    private long items;
    private double units;

    private Delta(Counters counters) {
      this.counters = counters;
    }

    /** Adds the counts since the last report. */
    void report(ScanTally tally) {
      long scanned = tally.items().scanned();
      counters.items().add(scanned - items);
      counters.readUnits().add(tally.consumedReadUnits() - units);
      items = scanned;
      units = tally.consumedReadUnits();
    }
  }

  /**
   * Reports the progress of a scan from Spark's heartbeats: the counts of ended tasks, and the latest reports of
   * running ones.
   */
  static final class OfScan extends JobGroup {
    private final Counters counters;
    private final TableSum before;
    private final Progress progress;
    private final double[] ended = new double[2];
    private final Map<Long, double[]> running = new HashMap<>();

    /**
     * Creates a listener to be added to the Spark context.
     *
     * @param group the group of the scan's jobs
     * @param before the counts of the chunks that were recorded before
     */
    OfScan(String group, Counters counters, TableSum before, Progress progress) {
      super(group);
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
          // a report that arrives after a task's end is already counted
          running.computeIfPresent((Long) task._1(), (id, reported) -> add(reported, info, true));
        }
      }
      report();
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
      if (hears(start.stageId())) {
        running.put(start.taskInfo().taskId(), new double[2]);
      }
    }

    /**
     * Waits until no task is running. The tasks of a failed job still record what they have read.
     *
     * @param atMost the longest wait, because a task may be unreachable
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
      double[] reported = running.remove(end.taskInfo().taskId());
      notifyAll();
      if (reported == null) {
        return;
      }
      var infos = end.taskInfo().accumulables().iterator();
      while (infos.hasNext()) {
        add(reported, infos.next(), false);
      }
      ended[0] += reported[0];
      ended[1] += reported[1];
      report();
    }

    /** Adds a report to a task's items and read units. */
    private double[] add(double[] reported, AccumulableInfo info, boolean stillRuns) {
      int which = info.id() == counters.items().id()
          ? 0
          : info.id() == counters.readUnits().id() ? 1 : -1;
      if (which >= 0 && info.update().isDefined() && info.update().get() instanceof Number value) {
        reported[which] =
            stillRuns ? Math.max(reported[which], value.doubleValue()) : value.doubleValue();
      }
      return reported;
    }

    private void report() {
      double items = ended[0] + running.values().stream().mapToDouble(t -> t[0]).sum();
      double units = ended[1] + running.values().stream().mapToDouble(t -> t[1]).sum();
      if (items > 0) {
        progress.advance(
            before.items().scanned() + (long) items, before.consumedReadUnits() + units);
      }
    }
  }
}
