package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeUnsignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import dev.sluice.analytics.LatencyFigures.Method;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Value → count, for at most {@value #MOST_VALUES} different values; a {@link Sketch} takes over beyond. */
final class ExactCounts implements Distribution {
  static final int MOST_VALUES = 8192;

  /** 10^18 is the greatest power of ten in a long. */
  private static final int MOST_DECIMALS = 18;

  private static final byte DECIMALS_UNUSED = -1;

  private final Map<Double, Count> counts = new HashMap<>();
  private long total;

  private static final class Count {
    private long times;
  }

  @Override
  public Distribution add(double value, long times) {
    counts.computeIfAbsent(value, unseen -> new Count()).times += times;
    total += times;
    return counts.size() > MOST_VALUES ? new Sketch().merge(this) : this;
  }

  @Override
  public Distribution merge(Distribution other) {
    if (other instanceof ExactCounts exact) {
      Distribution merged = this;
      for (Map.Entry<Double, Count> entry : exact.counts.entrySet()) {
        merged = merged.add(entry.getKey(), entry.getValue().times);
      }
      return merged;
    }
    return new Sketch().merge(this).merge(other);
  }

  /** By value. */
  SortedMap<Double, Long> sorted() {
    SortedMap<Double, Long> sorted = new TreeMap<>();
    counts.forEach((value, count) -> sorted.put(value, count.times));
    return sorted;
  }

  @Override
  public long count() {
    return total;
  }

  @Override
  public double min() {
    return sorted().firstKey();
  }

  @Override
  public double max() {
    return sorted().lastKey();
  }

  @Override
  public double[] at(long... indexes) {
    double[] values = new double[indexes.length];
    int next = 0;
    long seen = 0;
    for (Map.Entry<Double, Long> entry : sorted().entrySet()) {
      seen += entry.getValue();
      while (next < indexes.length && indexes[next] < seen) {
        values[next++] = entry.getKey();
      }
    }
    return values;
  }

  @Override
  public BigDecimal sum() {
    return counts.entrySet().stream()
        .map(entry ->
            BigDecimal.valueOf(entry.getKey()).multiply(BigDecimal.valueOf(entry.getValue().times)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Override
  public BigDecimal sumOfSquares() {
    return counts.entrySet().stream()
        .map(entry -> BigDecimal.valueOf(entry.getKey())
            .pow(2)
            .multiply(BigDecimal.valueOf(entry.getValue().times)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
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
   * The number of different values; the decimals d that all of them get by with, or −1; then by value, ascending: the
   * difference of value·10^d from the one before, or the bits of its double where d is −1, and its count.
   */
  @Override
  public void write(Output out) throws IOException {
    SortedMap<Double, Long> sorted = sorted();
    int decimals = decimals(sorted);
    encodeUnsignedVarLong(out, sorted.size());
    out.writeByte((byte) decimals);
    long last = 0;
    for (Map.Entry<Double, Long> entry : sorted.entrySet()) {
      if (decimals == DECIMALS_UNUSED) {
        out.writeDoubleLE(entry.getKey());
      } else {
        long scaled = scaled(entry.getKey(), decimals);
        encodeUnsignedVarLong(out, scaled - last);
        last = scaled;
      }
      encodeUnsignedVarLong(out, entry.getValue());
    }
  }

  static ExactCounts read(Input in) throws IOException {
    ExactCounts exact = new ExactCounts();
    long size = decodeUnsignedVarLong(in);
    byte decimals = in.readByte();
    long scaled = 0;
    for (long i = 0; i < size; i++) {
      double value;
      if (decimals == DECIMALS_UNUSED) {
        value = in.readDoubleLE();
      } else {
        scaled += decodeUnsignedVarLong(in);
        value = BigDecimal.valueOf(scaled, decimals).doubleValue();
      }
      exact.put(value, decodeUnsignedVarLong(in));
    }
    return exact;
  }

  private void put(double value, long times) {
    counts.computeIfAbsent(value, unseen -> new Count()).times += times;
    total += times;
  }

  private static int decimals(SortedMap<Double, Long> sorted) {
    int decimals = sorted.keySet().stream()
        .mapToInt(value -> BigDecimal.valueOf(value).stripTrailingZeros().scale())
        .reduce(0, Math::max);
    boolean fits = sorted.isEmpty()
        || (decimals <= MOST_DECIMALS
            && BigDecimal.valueOf(sorted.lastKey()).movePointRight(decimals).precision()
                <= MOST_DECIMALS);
    return fits ? decimals : DECIMALS_UNUSED;
  }

  private static long scaled(double value, int decimals) {
    return BigDecimal.valueOf(value).movePointRight(decimals).longValueExact();
  }
}
