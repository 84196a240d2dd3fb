package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.Calibration.Bin;
import dev.sluice.analytics.Calibration.Excluded;
import dev.sluice.analytics.MergeableState;
import dev.sluice.item.NumberGrammar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confidences c of labelled events, and their outcomes, as a state that merges in any order: counts and exact sums by
 * bin.
 */
final class Reliability implements MergeableState<Reliability> {
  private static final int BINS = 10;
  private static final MathContext PRECISION = MathContext.DECIMAL128;

  private final long[] counts = new long[BINS];
  private final long[] correct = new long[BINS];
  /** Σc by bin. */
  private final BigDecimal[] confidences = new BigDecimal[BINS];
  /** Σc². */
  private BigDecimal squares = BigDecimal.ZERO;
  /** Σc of the correct predictions. */
  private BigDecimal ofCorrect = BigDecimal.ZERO;

  private Excluded excluded = Excluded.NONE;

  Reliability() {
    Arrays.fill(confidences, BigDecimal.ZERO);
  }

  void add(@Nullable String type, @Nullable String text, boolean right) {
    if (type == null || text == null || type.equals("NULL")) {
      excluded = excluded.merge(new Excluded(1, 0, 0));
      return;
    }
    BigDecimal confidence = type.equals("N") || type.equals("S") ? NumberGrammar.parse(text) : null;
    if (confidence == null) {
      excluded = excluded.merge(new Excluded(0, 1, 0));
    } else if (confidence.signum() < 0 || confidence.compareTo(BigDecimal.ONE) > 0) {
      excluded = excluded.merge(new Excluded(0, 0, 1));
    } else {
      addUsable(confidence, right);
    }
  }

  private void addUsable(BigDecimal confidence, boolean right) {
    int bin = Math.min(
        BINS - 1, confidence.movePointRight(1).setScale(0, RoundingMode.FLOOR).intValue());
    counts[bin]++;
    confidences[bin] = confidences[bin].add(confidence);
    squares = squares.add(confidence.pow(2));
    if (right) {
      correct[bin]++;
      ofCorrect = ofCorrect.add(confidence);
    }
  }

  @Override
  public Reliability merge(Reliability other) {
    for (int bin = 0; bin < BINS; bin++) {
      counts[bin] += other.counts[bin];
      correct[bin] += other.correct[bin];
      confidences[bin] = confidences[bin].add(other.confidences[bin]);
    }
    squares = squares.add(other.squares);
    ofCorrect = ofCorrect.add(other.ofCorrect);
    excluded = excluded.merge(other.excluded);
    return this;
  }

  Calibration figures() {
    long count = Arrays.stream(counts).sum();
    return new Calibration(
        count,
        count == 0 ? null : (Double) brier(count),
        count == 0 ? null : (Double) expectedError(count),
        bins(),
        excluded);
  }

  /** Returns Σ(c − o)² = Σc² − 2·Σco + Σo, since o is 0 or 1. */
  private double brier(long count) {
    BigDecimal sum = squares
        .subtract(ofCorrect.multiply(BigDecimal.valueOf(2)))
        .add(BigDecimal.valueOf(Arrays.stream(correct).sum()));
    return mean(sum, count);
  }

  private double expectedError(long count) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int bin = 0; bin < BINS; bin++) {
      sum = sum.add(confidences[bin].subtract(BigDecimal.valueOf(correct[bin])).abs());
    }
    return mean(sum, count);
  }

  private List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        bins.add(new Bin(
            bin / (double) BINS,
            (bin + 1) / (double) BINS,
            counts[bin],
            correct[bin],
            mean(confidences[bin], counts[bin]),
            (double) correct[bin] / counts[bin]));
      }
    }
    return bins;
  }

  private static double mean(BigDecimal sum, long count) {
    return sum.divide(BigDecimal.valueOf(count), PRECISION).doubleValue();
  }

  void write(DataOutput out) throws IOException {
    for (int bin = 0; bin < BINS; bin++) {
      out.writeLong(counts[bin]);
      out.writeLong(correct[bin]);
      out.writeUTF(confidences[bin].toString());
    }
    out.writeUTF(squares.toString());
    out.writeUTF(ofCorrect.toString());
    out.writeLong(excluded.missing());
    out.writeLong(excluded.nonNumeric());
    out.writeLong(excluded.outOfRange());
  }

  static Reliability read(DataInput in) throws IOException {
    Reliability state = new Reliability();
    for (int bin = 0; bin < BINS; bin++) {
      state.counts[bin] = in.readLong();
      state.correct[bin] = in.readLong();
      state.confidences[bin] = new BigDecimal(in.readUTF());
    }
    state.squares = new BigDecimal(in.readUTF());
    state.ofCorrect = new BigDecimal(in.readUTF());
    state.excluded = new Excluded(in.readLong(), in.readLong(), in.readLong());
    return state;
  }
}
