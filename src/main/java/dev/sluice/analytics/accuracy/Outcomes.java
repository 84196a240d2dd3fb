package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.MergeableState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.UncheckedIOException;

/**
 * The outcomes of some predictions: counts, exact sums of errors, confusion counts, confidences, the labels' delays,
 * and the counts of values that determine the target kind.
 */
public final class Outcomes implements MergeableState<Outcomes>, Externalizable {
  private static final long serialVersionUID = 1L;

  private transient OutcomeCounts counts = OutcomeCounts.NONE;
  private transient ConfusionCounts confusion = new ConfusionCounts();
  private transient Reliability reliability = new Reliability();
  private transient Delays delays = new Delays();
  private transient ValueCounts values = ValueCounts.NONE;

  /** Creates a state without predictions; also for deserialisation. */
  public Outcomes() {}

  /** Adds one event. */
  void add(Event event) {
    Value label = event.label();
    values = values.merge(ValueCounts.of(event.prediction(), label));
    if (label == null) {
      counts = counts.merge(new OutcomeCounts(1, 0, 0, Errors.NONE));
    } else {
      addLabelled(event, event.prediction(), label);
    }
  }

  private void addLabelled(Event event, Value prediction, Value label) {
    String predicted = prediction.beside(label);
    String labelled = label.beside(prediction);
    boolean correct = predicted.equals(labelled);
    confusion.add(labelled, predicted, 1);
    reliability.add(event.confidenceType(), event.confidence(), correct);
    delays.add(event.delay(), event.late());
    counts = counts.merge(new OutcomeCounts(1, 1, correct ? 1 : 0, Errors.of(prediction, label)));
  }

  @Override
  public Outcomes merge(Outcomes other) {
    counts = counts.merge(other.counts);
    confusion.merge(other.confusion);
    reliability.merge(other.reliability);
    delays.merge(other.delays);
    values = values.merge(other.values);
    return this;
  }

  ValueCounts values() {
    return values;
  }

  OutcomeCounts counts() {
    return counts;
  }

  ConfusionCounts confusion() {
    return confusion;
  }

  Reliability reliability() {
    return reliability;
  }

  Delays delays() {
    return delays;
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static Outcomes decode(byte[] bytes) {
    Outcomes outcomes = new Outcomes();
    try {
      outcomes.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException cut) {
      throw new IllegalArgumentException(
          "Not a state of outcomes: " + bytes.length + " bytes", cut);
    }
    return outcomes;
  }

  private void write(DataOutput out) throws IOException {
    values.write(out);
    counts.write(out);
    confusion.write(out);
    reliability.write(out);
    delays.write(out);
  }

  private void read(DataInput in) throws IOException {
    values = ValueCounts.read(in);
    counts = OutcomeCounts.read(in);
    confusion = ConfusionCounts.read(in);
    reliability = Reliability.read(in);
    delays = Delays.read(in);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    write(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    read(in);
  }
}
