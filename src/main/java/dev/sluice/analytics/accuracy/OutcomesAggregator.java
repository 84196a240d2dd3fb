package dev.sluice.analytics.accuracy;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import scala.Tuple2;

/** Events' (prediction, label or null) → an encoded {@link Outcomes}. */
final class OutcomesAggregator extends Aggregator<Tuple2<String, String>, Outcomes, byte[]> {
  private static final long serialVersionUID = 1L;

  static final Encoder<Tuple2<String, String>> INPUT =
      Encoders.tuple(Encoders.STRING(), Encoders.STRING());

  @Override
  public Outcomes zero() {
    return new Outcomes();
  }

  @Override
  public Outcomes reduce(Outcomes state, Tuple2<String, String> event) {
    state.add(event._1(), event._2());
    return state;
  }

  @Override
  public Outcomes merge(Outcomes one, Outcomes other) {
    return one.merge(other);
  }

  @Override
  public byte[] finish(Outcomes state) {
    return state.encode();
  }

  @Override
  public Encoder<Outcomes> bufferEncoder() {
    return Encoders.javaSerialization(Outcomes.class);
  }

  @Override
  public Encoder<byte[]> outputEncoder() {
    return Encoders.BINARY();
  }
}
