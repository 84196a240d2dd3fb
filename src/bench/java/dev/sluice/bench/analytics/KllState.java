package dev.sluice.bench.analytics;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;

/** A KLL sketch that Spark can send. */
public final class KllState implements Externalizable {
  private static final long serialVersionUID = 1L;

  private transient KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance();

  void add(double value) {
    sketch.update(value);
  }

  KllState merge(KllState other) {
    sketch.merge(other.sketch);
    return this;
  }

  byte[] encode() {
    return sketch.toByteArray();
  }

  static double[] quantiles(byte[] bytes, double[] ranks) {
    return KllDoublesSketch.heapify(Memory.wrap(bytes)).getQuantiles(ranks);
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
    sketch = KllDoublesSketch.heapify(Memory.wrap(bytes));
  }
}
