package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeSignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeSignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.PaginatedStore;
import dev.sluice.analytics.LatencyFigures.Method;
import java.io.IOException;
import java.util.Iterator;

/**
 * A DDSketch whose buckets are never collapsed (Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile
 * sketch with relative-error guarantees", 2019), with exact minimum, maximum and sums. The bucket of a value depends on
 * the value alone, and counts add up; so do the sums, which are exact.
 */
final class Sketch implements Distribution {
  static final double RELATIVE_ERROR = 0.005;

  /** Its arithmetic is the same on every machine, unlike a logarithm's. */
  private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(RELATIVE_ERROR);

  /** The buckets of the smallest and the largest value that have one. */
  private static final int MIN_INDEX = MAPPING.index(MAPPING.minIndexableValue());

  private static final int MAX_INDEX = MAPPING.index(MAPPING.maxIndexableValue());

  private final DDSketch buckets;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private Sums sums = new Sums();

  Sketch() {
    this(new PaginatedStore(), 0);
  }

  private Sketch(PaginatedStore positive, long zeros) {
    buckets = DDSketch.of(MAPPING, new PaginatedStore(), positive, (double) zeros);
  }

  @Override
  public Sketch add(double value, long times) {
    buckets.accept(value, (double) times);
    min = Math.min(min, value);
    max = Math.max(max, value);
    sums.add(value, times);
    return this;
  }

  @Override
  public Distribution merge(Distribution other) {
    if (!(other instanceof Sketch sketch)) {
      return other.addTo(this);
    }
    buckets.mergeWith(sketch.buckets);
    min = Math.min(min, sketch.min);
    max = Math.max(max, sketch.max);
    sums.merge(sketch.sums);
    return this;
  }

  @Override
  public Distribution addTo(Distribution other) {
    return other.merge(this);
  }

  @Override
  public long count() {
    return (long) buckets.getCount();
  }

  @Override
  public double min() {
    return min;
  }

  @Override
  public double max() {
    return max;
  }

  @Override
  public double[] at(long... indexes) {
    double[] values = new double[indexes.length];
    int next = 0;
    long seen = zeros();
    while (next < indexes.length && indexes[next] < seen) {
      values[next++] = min;
    }
    Iterator<Bin> bins = buckets.getPositiveValueStore().getAscendingIterator();
    while (next < indexes.length && bins.hasNext()) {
      Bin bin = bins.next();
      seen += (long) bin.getCount();
      while (next < indexes.length && indexes[next] < seen) {
        values[next++] = Math.min(max, Math.max(min, MAPPING.value(bin.getIndex())));
      }
    }
    return values;
  }

  /** Returns the number of values too small for a bucket of their own; within DynamoDB's range of numbers only 0 is. */
  private long zeros() {
    return (long) (buckets.getCount() - buckets.getPositiveValueStore().getTotalCount());
  }

  @Override
  public Sums sums() {
    return sums;
  }

  @Override
  public Method method() {
    return Method.DDSKETCH;
  }

  @Override
  public double relativeError() {
    return RELATIVE_ERROR;
  }

  /**
   * Writes minimum and maximum, the {@link Sums}, the number of zeros, the number of buckets; then for each bucket,
   * ascending, the difference of its index from the one before and its count.
   */
  @Override
  public void write(Output out) throws IOException {
    out.writeDoubleLE(min);
    out.writeDoubleLE(max);
    sums.write(out);
    encodeUnsignedVarLong(out, zeros());
    encodeUnsignedVarLong(out, buckets.getPositiveValueStore().getStream().count());
    long last = 0;
    Iterator<Bin> bins = buckets.getPositiveValueStore().getAscendingIterator();
    while (bins.hasNext()) {
      Bin bin = bins.next();
      encodeSignedVarLong(out, bin.getIndex() - last);
      encodeUnsignedVarLong(out, (long) bin.getCount());
      last = bin.getIndex();
    }
  }

  static Sketch read(Input in) throws IOException {
    double min = Bounds.latency(in.readDoubleLE());
    double max = Bounds.latency(in.readDoubleLE());
    Sums sums = Sums.read(in);
    long zeros = Bounds.count(in);
    Sketch sketch = new Sketch(readBuckets(in), zeros);
    sketch.min = min;
    sketch.max = max;
    sketch.sums = sums;
    return sketch;
  }

  private static PaginatedStore readBuckets(Input in) throws IOException {
    PaginatedStore buckets = new PaginatedStore();
    long size = Bounds.number(in, (long) MAX_INDEX - MIN_INDEX + 1, "buckets");
    long index = 0;
    long total = 0;
    for (long i = 0; i < size; i++) {
      index += decodeSignedVarLong(in);
      Bounds.checked(index - MIN_INDEX, (long) MAX_INDEX - MIN_INDEX, "as the index of a bucket");
      long count = Bounds.count(in);
      total = Bounds.sum(total, count);
      buckets.add((int) index, (double) count);
    }
    return buckets;
  }
}
