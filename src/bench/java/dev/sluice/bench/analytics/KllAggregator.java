package dev.sluice.bench.analytics;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;

/** Values → a KLL sketch of DataSketches' default size (k = 200). */
final class KllAggregator extends Aggregator<Double, KllState, byte[]> {
  private static final long serialVersionUID = 1L;

  @Override
  public KllState zero() {
    return new KllState();
  }

  @Override
  public KllState reduce(KllState state, Double value) {
    state.add(value);
    return state;
  }

  @Override
  public KllState merge(KllState one, KllState other) {
    return one.merge(other);
  }

  @Override
  public byte[] finish(KllState state) {
    return state.encode();
  }

  @Override
  public Encoder<KllState> bufferEncoder() {
    return Encoders.javaSerialization(KllState.class);
  }

  @Override
  public Encoder<byte[]> outputEncoder() {
    return Encoders.BINARY();
  }
}
