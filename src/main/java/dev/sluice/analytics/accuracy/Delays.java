package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracyFigures.LabelDelay;
import dev.sluice.analytics.LatencyFigures.Excluded;
import dev.sluice.analytics.MergeableState;
import dev.sluice.analytics.latency.Latencies;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Delays of labels, as a state that merges in any order: a distribution as for latencies, in seconds, and the number of
 * late labels.
 */
final class Delays implements MergeableState<Delays> {
  private static final int MEDIAN = 500;
  private static final int P90 = 900;

  private Latencies seconds = new Latencies();
  private long late;

  /**
   * Adds the delay of a label.
   *
   * @param delay seconds; null if it is unknown
   */
  void add(@Nullable Long delay, boolean isLate) {
    seconds.add(delay == null ? null : "N", delay == null ? null : delay.toString(), false);
    late += isLate ? 1 : 0;
  }

  @Override
  public Delays merge(Delays other) {
    seconds.merge(other.seconds);
    late += other.late;
    return this;
  }

  LabelDelay figures() {
    Excluded excluded = seconds.excluded();
    return new LabelDelay(
        seconds.count(), at(MEDIAN), at(P90), excluded.missing(), excluded.negative(), late);
  }

  private @Nullable Double at(int thousandths) {
    OptionalDouble value = seconds.at(thousandths);
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  void write(DataOutput out) throws IOException {
    byte[] bytes = seconds.encode();
    out.writeInt(bytes.length);
    out.write(bytes);
    out.writeLong(late);
  }

  static Delays read(DataInput in) throws IOException {
    Delays delays = new Delays();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    delays.seconds = Latencies.decode(bytes);
    delays.late = in.readLong();
    return delays;
  }
}
