package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.MergeableState;
import dev.sluice.analytics.statistics.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Exact sums over pairs of prediction p and label l, both numbers.
 *
 * @param count number of pairs
 * @param absolute Σ|p − l|
 * @param signed Σ(p − l)
 * @param squared Σ(p − l)²
 * @param labels Σl
 * @param labelsSquared Σl²
 */
record Errors(
    long count,
    BigDecimal absolute,
    BigDecimal signed,
    BigDecimal squared,
    BigDecimal labels,
    BigDecimal labelsSquared)
    implements MergeableState<Errors> {
  static final Errors NONE = new Errors(
      0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** Returns the errors of one pair; none if one of the two is not a number. */
  static Errors of(Value prediction, Value label) {
    BigDecimal predicted = prediction.number();
    BigDecimal labelled = label.number();
    return predicted == null || labelled == null ? NONE : of(predicted, labelled);
  }

  private static Errors of(BigDecimal prediction, BigDecimal label) {
    BigDecimal error = prediction.subtract(label);
    return new Errors(1, error.abs(), error, error.pow(2), label, label.pow(2));
  }

  @Override
  public Errors merge(Errors other) {
    return new Errors(
        count + other.count,
        absolute.add(other.absolute),
        signed.add(other.signed),
        squared.add(other.squared),
        labels.add(other.labels),
        labelsSquared.add(other.labelsSquared));
  }

  /**
   * Returns the absolute errors of these pairs, of which there is at least one, with Σ(|e| − mean)² = Σe² − (Σ|e|)² ÷ n.
   */
  Sample sample(double mean) {
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal spread = n.multiply(squared).subtract(absolute.pow(2));
    BigDecimal pairs = n.multiply(n.subtract(BigDecimal.ONE));
    double variance =
        pairs.signum() == 0 ? 0 : spread.divide(pairs, MathContext.DECIMAL128).doubleValue();
    return new Sample(count, mean, variance);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (BigDecimal sum : new BigDecimal[] {absolute, signed, squared, labels, labelsSquared}) {
      out.writeUTF(sum.toString());
    }
  }

  static Errors read(DataInput in) throws IOException {
    return new Errors(in.readLong(), sum(in), sum(in), sum(in), sum(in), sum(in));
  }

  private static BigDecimal sum(DataInput in) throws IOException {
    return new BigDecimal(in.readUTF());
  }
}
