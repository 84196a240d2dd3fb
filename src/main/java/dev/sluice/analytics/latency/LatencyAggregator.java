package dev.sluice.analytics.latency;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.jspecify.annotations.Nullable;
import scala.Tuple3;

/** Events' (latency type, latency text, failed) → an encoded {@link Latencies}. */
final class LatencyAggregator
    extends Aggregator<Tuple3<String, String, Boolean>, Latencies, byte[]> {
  private static final long serialVersionUID = 1L;

  static final Encoder<Tuple3<String, String, Boolean>> INPUT =
      Encoders.tuple(Encoders.STRING(), Encoders.STRING(), Encoders.BOOLEAN());

  private final @Nullable Double objective;

  LatencyAggregator(@Nullable Double objective) {
    this.objective = objective;
  }

  @Override
  public Latencies zero() {
    return new Latencies(objective);
  }

  @Override
  public Latencies reduce(Latencies state, Tuple3<String, String, Boolean> event) {
    state.add(event._1(), event._2(), event._3());
    return state;
  }

  @Override
  public Latencies merge(Latencies one, Latencies other) {
    return one.merge(other);
  }

  @Override
  public byte[] finish(Latencies state) {
    return state.encode();
  }

  @Override
  public Encoder<Latencies> bufferEncoder() {
    return Encoders.javaSerialization(Latencies.class);
  }

  @Override
  public Encoder<byte[]> outputEncoder() {
    return Encoders.BINARY();
  }
}
