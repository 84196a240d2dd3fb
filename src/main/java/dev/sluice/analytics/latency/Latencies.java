package dev.sluice.analytics.latency;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import dev.sluice.analytics.LatencyFigures.Excluded;
import dev.sluice.analytics.LatencyFigures.Method;
import dev.sluice.analytics.LatencySample;
import dev.sluice.analytics.MergeableState;
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
 * <p>Bytes ({@link #encode}): the format, 2; whether there is an objective, and the objective; requests, failed, usable
 * values stored as text, values that meet the objective; the excluded by reason; then 0 and the exact counts, or 1 and
 * the sketch, as {@link ExactCounts} and {@link Sketch} write them. Whole numbers are variable-length, seven bits a
 * byte; doubles little-endian.
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

  /** Creates an empty state for deserialisation. */
  public Latencies() {
    this(null);
  }

  /**
   * Creates a state without requests.
   *
   * @param objective values up to it are good, in milliseconds; null: none
   */
  public Latencies(@Nullable Double objective) {
    this.objective = objective;
  }

  /**
   * Adds one request.
   *
   * @param type DynamoDB's name of the type of the latency attribute, null if it is missing
   * @param text its value as text
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
   * Adds one request by its latency.
   *
   * @param latency in milliseconds, finite, not negative
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
   * Adds the other's requests to this one's. If the objectives differ the merged state has none: its good values cannot
   * be counted.
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

  /** Returns the number of requests. */
  public long requests() {
    return requests;
  }

  /** Returns the number of failed requests. */
  public long failed() {
    return failed;
  }

  /** Returns the number of usable values that were stored as text. */
  public long numericStrings() {
    return numericStrings;
  }

  /** Returns the number of usable values. */
  public long count() {
    return values.count();
  }

  /**
   * Returns the sorted usable value at index ⌊q·(count−1)⌋; empty if there is none.
   *
   * @param thousandths q · 1000
   */
  public OptionalDouble at(int thousandths) {
    return count() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.at(LatencySample.quantileIndex(thousandths, count()))[0]);
  }

  /** Returns the method by which values are held. */
  public Method method() {
    return values.method();
  }

  /** Returns the requests whose latency is not usable, by reason. */
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

  /** Encodes the state; the same requests give the same bytes. */
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
   * Decodes a state that was {@linkplain #encode encoded}.
   *
   * @throws IllegalArgumentException if the bytes are no such state
   */
  public static Latencies decode(byte[] bytes) {
    try {
      Latencies latencies = new Latencies();
      latencies.read(ByteArrayInput.wrap(bytes));
      // exact counts derive their sums from the values
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
