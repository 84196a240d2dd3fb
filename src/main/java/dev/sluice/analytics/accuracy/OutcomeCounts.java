package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.MergeableState;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.statistics.Proportion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts of some events with a prediction.
 *
 * @param predicted number of events
 * @param withLabel number of events with a label
 * @param correct number of events whose label equals the prediction
 * @param errors errors of the events whose prediction and label are both numbers
 */
record OutcomeCounts(long predicted, long withLabel, long correct, Errors errors)
    implements MergeableState<OutcomeCounts> {
  static final OutcomeCounts NONE = new OutcomeCounts(0, 0, 0, Errors.NONE);

  @Override
  public OutcomeCounts merge(OutcomeCounts other) {
    return new OutcomeCounts(
        predicted + other.predicted,
        withLabel + other.withLabel,
        correct + other.correct,
        errors.merge(other.errors));
  }

  /** Returns the number of items that can be judged: for a numeric target only pairs of numbers. */
  long labelled(TargetKind target) {
    return target == TargetKind.NUMERIC ? errors.count() : withLabel;
  }

  /** Returns the correct items among the judged ones; for classes. */
  Proportion proportion() {
    return new Proportion(correct, withLabel);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(predicted);
    out.writeLong(withLabel);
    out.writeLong(correct);
    errors.write(out);
  }

  static OutcomeCounts read(DataInput in) throws IOException {
    return new OutcomeCounts(in.readLong(), in.readLong(), in.readLong(), Errors.read(in));
  }
}
