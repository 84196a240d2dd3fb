package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyFigures.Excluded;
import dev.sluice.analytics.LatencyFigures.Method;
import dev.sluice.analytics.LatencySample;
import dev.sluice.analytics.MergeableState;
import dev.sluice.analytics.Window;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The latencies of some requests. Its bytes depend on the requests alone, not on the order in which they were added or
 * merged.
 *
 * <p>Bytes ({@link #encode}): the format, 2; whether there is an objective, and it; requests, failed, usable values held
 * as text, values that meet the objective; the excluded by reason; 0 and the exact counts or 1 and the sketch, as {@link
 * ExactCounts} and {@link Sketch} write them. Whole numbers are variable-length, seven bits a byte; doubles little-endian.
 */
public final class Latencies implements MergeableState<Latencies>, Externalizable {
  private static final long serialVersionUID = 1L;

  private static final byte FORMAT = 2;

  private @Nullable Double objective;
  private long requests;
  private long failed;
  private long numericStrings;
  private long good;
  private Excluded excluded = Excluded.NONE;
  private transient Distribution values = new ExactCounts();

  /** For deserialisation. */
  public Latencies() {
    this(null);
  }

  /**
   * No requests.
   *
   * @param objective values up to it are good, milliseconds; null: none
   */
  public Latencies(@Nullable Double objective) {
    this.objective = objective;
  }

  /**
   * Adds one request.
   *
   * @param type DynamoDB's name of the type of the latency attribute, null if it is missing
   * @param text its value
   */
  public void add(@Nullable String type, @Nullable String text, boolean requestFailed) {
    requests++;
    failed += requestFailed ? 1 : 0;
    LatencyText reading = LatencyText.of(type, text);
    if (reading != LatencyText.USABLE) {
      excluded = excluded.merge(reading.excluded());
    } else if (text != null) {
      // + 0.0 makes a negative zero positive
      addUsable(Double.parseDouble(text) + 0.0, "S".equals(type));
    }
  }

  /**
   * Adds one request that took so long.
   *
   * @param latency finite, not negative
   */
  public void add(double latency, boolean requestFailed) {
    requests++;
    failed += requestFailed ? 1 : 0;
    // + 0.0 makes a negative zero positive
    addUsable(latency + 0.0, false);
  }

  private void addUsable(double value, boolean heldAsText) {
    numericStrings += heldAsText ? 1 : 0;
    good += objective != null && value <= objective ? 1 : 0;
    values = values.add(value, 1);
  }

  /**
   * Adds the other's requests to this one's. Of two with different objectives the merged one has none: its good values
   * cannot be told.
   */
  @Override
  public Latencies merge(Latencies other) {
    boolean sameObjective = Objects.equals(objective, other.objective);
    objective = sameObjective ? objective : null;
    good = sameObjective ? good + other.good : 0;
    requests += other.requests;
    failed += other.failed;
    numericStrings += other.numericStrings;
    excluded = excluded.merge(other.excluded);
    values = values.merge(other.values);
    return this;
  }

  /** Returns all requests. */
  public long requests() {
    return requests;
  }

  /** Returns the requests that failed. */
  public long failed() {
    return failed;
  }

  /** Usable values that were held as text. */
  public long numericStrings() {
    return numericStrings;
  }

  /** Usable values. */
  public long count() {
    return values.count();
  }

  /**
   * The sorted usable value at index ⌊q·(count−1)⌋; empty if there is none.
   *
   * @param thousandths q · 1000
   */
  public OptionalDouble at(int thousandths) {
    return count() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.at(LatencySample.quantileIndex(thousandths, count()))[0]);
  }

  /** Returns how values are held. */
  public Method method() {
    return values.method();
  }

  /** Requests whose latency is not usable, by reason. */
  public Excluded excluded() {
    return excluded;
  }

  @Nullable
  Double objective() {
    return objective;
  }

  long good() {
    return good;
  }

  Distribution values() {
    return values;
  }

  /**
   * Its figures; there is at least one request.
   *
   * @param window whose requests these are
   * @param target the share of requests that shall meet the objective; null: none
   */
  public LatencyFigures figures(
      String model, String version, Window window, @Nullable Double target) {
    return LatencyMetrics.figures(model, version, window, this, target, ComparisonSpans.NONE);
  }

  /** The state as bytes; the same requests give the same bytes. */
  public byte[] encode() {
    GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
    try {
      write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.trimmedCopy();
  }

  /**
   * The state that was {@linkplain #encode encoded}.
   *
   * @throws IllegalArgumentException if the bytes are no such state
   */
  public static Latencies decode(byte[] bytes) {
    try {
      Latencies latencies = new Latencies();
      latencies.read(ByteArrayInput.wrap(bytes));
      // exact counts keep none beside their values
      if (latencies.values instanceof Sketch sketch && !sketch.sums().areOf(sketch.count())) {
        throw new IllegalArgumentException(
            "a latency state whose sums are not those of its values");
      }
      return latencies;
    } catch (IOException cut) {
      throw new IllegalArgumentException(
          "no latency state: it ends within its " + bytes.length + " bytes", cut);
    }
  }

  private void write(Output out) throws IOException {
    out.writeByte(FORMAT);
    out.writeByte((byte) (objective == null ? 0 : 1));
    if (objective != null) {
      out.writeDoubleLE(objective);
    }
    encodeUnsignedVarLong(out, requests);
    encodeUnsignedVarLong(out, failed);
    encodeUnsignedVarLong(out, numericStrings);
    encodeUnsignedVarLong(out, good);
    encodeUnsignedVarLong(out, excluded.missing());
    encodeUnsignedVarLong(out, excluded.nulls());
    encodeUnsignedVarLong(out, excluded.nonNumeric());
    encodeUnsignedVarLong(out, excluded.notFinite());
    encodeUnsignedVarLong(out, excluded.negative());
    out.writeByte((byte) (values instanceof ExactCounts ? 0 : 1));
    values.write(out);
  }

  private void read(Input in) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new IllegalArgumentException("a latency state of unknown format " + format);
    }
    objective = in.readByte() == 0 ? null : Bounds.latency(in.readDoubleLE());
    requests = Bounds.count(in);
    failed = Bounds.count(in);
    numericStrings = Bounds.count(in);
    good = Bounds.count(in);
    excluded = new Excluded(
        Bounds.count(in), Bounds.count(in), Bounds.count(in), Bounds.count(in), Bounds.count(in));
    values = in.readByte() == 0 ? ExactCounts.read(in) : Sketch.read(in);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    byte[] bytes = encode();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    read(ByteArrayInput.wrap(bytes));
  }
}
