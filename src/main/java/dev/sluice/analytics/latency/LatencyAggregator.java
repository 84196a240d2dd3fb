package dev.sluice.analytics.latency;

import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.Attribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.jspecify.annotations.Nullable;
import scala.Tuple4;

/** Aggregates events (latency as a number or as type and text, failed) into an encoded {@link Latencies}. */
public final class LatencyAggregator
    extends Aggregator<Tuple4<Double, String, String, Boolean>, Latencies, byte[]> {
  private static final long serialVersionUID = 1L;

  private static final Encoder<Tuple4<Double, String, String, Boolean>> INPUT =
      Encoders.tuple(Encoders.DOUBLE(), Encoders.STRING(), Encoders.STRING(), Encoders.BOOLEAN());

  private final @Nullable Double objective;

  private LatencyAggregator(@Nullable Double objective) {
    this.objective = objective;
  }

  /**
   * Returns a column of the encoded state of a group.
   *
   * @param number the latency as {@link Attribute#number} gives it
   * @param latency the same as struct&lt;type, text&gt;; ignored if there is a number
   * @param failed boolean
   * @param objective milliseconds; null: none
   */
  public static Column column(
      Column number, Column latency, Column failed, @Nullable Double objective) {
    return udaf(new LatencyAggregator(objective), INPUT)
        .apply(
            number,
            when(number.isNull(), latency.getField("type")),
            when(number.isNull(), latency.getField("text")),
            failed);
  }

  @Override
  public Latencies zero() {
    return new Latencies(objective);
  }

  @Override
  public Latencies reduce(Latencies state, Tuple4<Double, String, String, Boolean> event) {
    @Nullable Double number = event._1();
    if (number != null) {
      state.add(number, event._4());
    } else {
      state.add(event._2(), event._3(), event._4());
    }
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
