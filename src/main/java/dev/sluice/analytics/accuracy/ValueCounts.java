package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracyFigures.Excluded;
import dev.sluice.analytics.MergeableState;
import dev.sluice.analytics.TargetKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Counts of predictions and labels by their form. They determine the target kind, and the items that a numeric target
 * leaves out. Labels are counted only for predictions that are numbers.
 *
 * @param numbers predictions that are numbers
 * @param fractions those of them that are not whole
 * @param typedFractions those of the fractions that are of DynamoDB's type N, not text
 * @param notFinite predictions that are text for NaN or an infinity
 * @param others all other predictions
 * @param labelNumbers labels that are numbers; likewise labelNotFinite and labelOthers
 */
record ValueCounts(
    long numbers,
    long fractions,
    long typedFractions,
    long notFinite,
    long others,
    long labelNumbers,
    long labelNotFinite,
    long labelOthers)
    implements MergeableState<ValueCounts> {
  static final ValueCounts NONE = new ValueCounts(0, 0, 0, 0, 0, 0, 0, 0);

  private static final int TENTHS = 10;

  /** Returns the counts of one event. */
  static ValueCounts of(Value prediction, @Nullable Value label) {
    BigDecimal number = prediction.number();
    if (number == null) {
      return prediction.notFinite()
          ? new ValueCounts(0, 0, 0, 1, 0, 0, 0, 0)
          : new ValueCounts(0, 0, 0, 0, 1, 0, 0, 0);
    }
    int fraction = number.stripTrailingZeros().scale() > 0 ? 1 : 0;
    int typed = prediction.isNumber() ? fraction : 0;
    if (label == null) {
      return new ValueCounts(1, fraction, typed, 0, 0, 0, 0, 0);
    } else if (label.number() != null) {
      return new ValueCounts(1, fraction, typed, 0, 0, 1, 0, 0);
    }
    return label.notFinite()
        ? new ValueCounts(1, fraction, typed, 0, 0, 0, 1, 0)
        : new ValueCounts(1, fraction, typed, 0, 0, 0, 0, 1);
  }

  @Override
  public ValueCounts merge(ValueCounts other) {
    return new ValueCounts(
        numbers + other.numbers,
        fractions + other.fractions,
        typedFractions + other.typedFractions,
        notFinite + other.notFinite,
        others + other.others,
        labelNumbers + other.labelNumbers,
        labelNotFinite + other.labelNotFinite,
        labelOthers + other.labelOthers);
  }

  /** Returns the kind by the rule of {@link TargetKind}. */
  TargetKind kind() {
    boolean all = others == 0 && labelOthers == 0;
    boolean most = others < numbers && (labelOthers == 0 || labelOthers < labelNumbers);
    boolean nearlyAll = areNearlyAllNumbers() && fractions * TENTHS >= numbers;
    boolean numeric = fractions > 0 && (all || nearlyAll || (most && typedFractions > 0));
    return numeric ? TargetKind.NUMERIC : TargetKind.CLASS;
  }

  /** Returns whether there are both numbers with a fraction and values that are no numbers. */
  boolean areMixed() {
    return fractions > 0 && (others > 0 || labelOthers > 0);
  }

  /** Returns whether nine in ten are numbers, for predictions and for labels. */
  boolean areNearlyAllNumbers() {
    return nearlyAll(numbers, others) && nearlyAll(labelNumbers, labelOthers);
  }

  private static boolean nearlyAll(long these, long those) {
    return those * (TENTHS - 1) <= these;
  }

  /** Returns the items that a numeric target leaves out. */
  Excluded excluded() {
    return new Excluded(others, notFinite, labelOthers, labelNotFinite);
  }

  void write(DataOutput out) throws IOException {
    for (long count : new long[] {
      numbers,
      fractions,
      typedFractions,
      notFinite,
      others,
      labelNumbers,
      labelNotFinite,
      labelOthers
    }) {
      out.writeLong(count);
    }
  }

  static ValueCounts read(DataInput in) throws IOException {
    return new ValueCounts(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
