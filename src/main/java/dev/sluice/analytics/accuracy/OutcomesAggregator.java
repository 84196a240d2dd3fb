package dev.sluice.analytics.accuracy;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import scala.Tuple2;
import scala.Tuple5;

/** Aggregates {@link Event}s into an encoded {@link Outcomes}. */
final class OutcomesAggregator
    extends Aggregator<
        Tuple5<
            Tuple2<String, String>, Tuple2<String, String>, Tuple2<String, String>, Long, Boolean>,
        Outcomes,
        byte[]> {
  private static final long serialVersionUID = 1L;

  private static final Encoder<Tuple2<String, String>> TYPED =
      Encoders.tuple(Encoders.STRING(), Encoders.STRING());

  /** Encodes prediction, label and confidence as struct&lt;type, text&gt;, delay in seconds, late. */
  static final Encoder<
          Tuple5<
              Tuple2<String, String>,
              Tuple2<String, String>,
              Tuple2<String, String>,
              Long,
              Boolean>>
      INPUT = Encoders.tuple(TYPED, TYPED, TYPED, Encoders.LONG(), Encoders.BOOLEAN());

  @Override
  public Outcomes zero() {
    return new Outcomes();
  }

  @Override
  public Outcomes reduce(
      Outcomes state,
      Tuple5<Tuple2<String, String>, Tuple2<String, String>, Tuple2<String, String>, Long, Boolean>
          event) {
    Tuple2<String, String> confidence = event._3();
    state.add(new Event(
        new Value(event._1()._1(), event._1()._2()),
        Value.of(event._2()._1(), event._2()._2()),
        confidence._1(),
        confidence._2(),
        event._4(),
        event._5()));
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
