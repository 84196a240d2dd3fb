package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeUnsignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import dev.sluice.analytics.LatencyFigures.Method;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts each value, for at most {@value #MAX_VALUES} different values; beyond, a {@link Sketch} takes over. */
final class ExactCounts implements Distribution {
  static final int MAX_VALUES = 8192;

  private static final int NO_PLACES = -1;

  private final Map<Double, Count> counts = new HashMap<>();
  private long total;
  private double @Nullable [] sorted;

  private static final class Count {
    private long times;
  }

  @Override
  public Distribution add(double value, long times) {
    put(value, times);
    return counts.size() > MAX_VALUES ? addTo(new Sketch()) : this;
  }

  @Override
  public Distribution merge(Distribution other) {
    return other instanceof ExactCounts exact
        ? exact.addTo(this)
        : addTo(new Sketch()).merge(other);
  }

  /** Returns the different values, ascending. */
  private double[] sorted() {
    double[] values = sorted;
    if (values == null) {
      values =
          counts.keySet().stream().mapToDouble(Double::doubleValue).sorted().toArray();
      sorted = values;
    }
    return values;
  }

  private long times(double value) {
    Count count = counts.get(value);
    return count == null ? 0 : count.times;
  }

  @Override
  public Distribution addTo(Distribution other) {
    Distribution sum = other;
    for (Map.Entry<Double, Count> entry : counts.entrySet()) {
      sum = sum.add(entry.getKey(), entry.getValue().times);
    }
    return sum;
  }

  @Override
  public long count() {
    return total;
  }

  @Override
  public double min() {
    return sorted()[0];
  }

  @Override
  public double max() {
    return sorted()[counts.size() - 1];
  }

  @Override
  public double[] at(long... indexes) {
    double[] values = new double[indexes.length];
    int next = 0;
    long seen = 0;
    for (double value : sorted()) {
      seen += times(value);
      while (next < indexes.length && indexes[next] < seen) {
        values[next++] = value;
      }
    }
    return values;
  }

  @Override
  public Sums sums() {
    Sums sums = new Sums();
    counts.forEach((value, count) -> sums.add(value, count.times));
    return sums;
  }

  @Override
  public Method method() {
    return Method.EXACT;
  }

  @Override
  public double relativeError() {
    return 0;
  }

  /**
   * Writes the number of different values; the decimal places d that suffice for all of them as {@link ShortDecimal}s,
   * or −1; then for each value, ascending, the difference from the one before of value·10^d (of its double's bits if d
   * is −1) and its count. So the largest state, {@value #MAX_VALUES} values with all their bits, stays below 80 KB.
   */
  @Override
  public void write(Output out) throws IOException {
    int places = places();
    encodeUnsignedVarLong(out, counts.size());
    out.writeByte((byte) places);
    long last = 0;
    for (double value : sorted()) {
      long scaled = places == NO_PLACES
          ? Double.doubleToRawLongBits(value)
          : ShortDecimal.scaled(value, places);
      encodeUnsignedVarLong(out, scaled - last);
      last = scaled;
      encodeUnsignedVarLong(out, times(value));
    }
  }

  static ExactCounts read(Input in) throws IOException {
    ExactCounts exact = new ExactCounts();
    long size = Bounds.number(in, MAX_VALUES, "different latencies");
    byte places = in.readByte();
    if (places != NO_PLACES) {
      Bounds.checked(places, ShortDecimal.MAX_PLACES, "places");
    }
    long scaled = 0;
    for (long i = 0; i < size; i++) {
      scaled += decodeUnsignedVarLong(in);
      double value = places == NO_PLACES
          ? Double.longBitsToDouble(scaled)
          : ShortDecimal.value(scaled, places);
      exact.put(Bounds.latency(value), Bounds.count(in));
      Bounds.sum(0, exact.total);
    }
    return exact;
  }

  private void put(double value, long times) {
    counts.computeIfAbsent(value, unseen -> new Count()).times += times;
    total += times;
    sorted = null;
  }

  private int places() {
    int most = 0;
    for (double value : sorted()) {
      int places = ShortDecimal.places(value);
      if (places < 0) {
        return NO_PLACES;
      }
      most = Math.max(most, places);
    }
    return counts.isEmpty() || ShortDecimal.isScaled(max(), most) ? most : NO_PLACES;
  }
}
