package dev.sluice.dataset;

import dev.sluice.source.ScanTally;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * How far a scan is, for people to watch: accumulators, which count a retried task twice. The manifest's counts come from
 * the tasks' results instead.
 */
record ScanCounters(LongAccumulator items, DoubleAccumulator readUnits) implements Serializable {
  static ScanCounters register(SparkContext context) {
    return new ScanCounters(
        context.longAccumulator("sluice items"), context.doubleAccumulator("sluice read units"));
  }

  Delta delta() {
    return new Delta();
  }

  /** What one task has told so far. */
  final class Delta {
    private long toldItems;
    private double toldUnits;

    void report(ScanTally tally) {
      items.add(tally.scanned() - toldItems);
      readUnits.add(tally.consumedReadUnits() - toldUnits);
      toldItems = tally.scanned();
      toldUnits = tally.consumedReadUnits();
    }
  }
}
