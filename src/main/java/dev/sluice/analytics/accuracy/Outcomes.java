package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.NumberText;
import dev.sluice.analytics.TargetKind;
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
import java.math.BigDecimal;

/**
 * What became of some predictions, as a state that grows by events or by merging others, in any order: counts, exact sums
 * of errors, the confusion, confidences, the labels' delays, and what tells the kind of the target.
 */
public final class Outcomes implements Externalizable {
  private static final long serialVersionUID = 1L;

  private transient Tally tally = Tally.NONE;
  private transient Confusion confusion = new Confusion();
  private transient Reliability reliability = new Reliability();
  private transient Delays delays = new Delays();
  private boolean onlyNumbers = true;
  private boolean predictsFractions;

  /** No predictions; also for deserialisation. */
  public Outcomes() {}

  /** Adds one event. */
  void add(Event event) {
    BigDecimal predicted = NumberText.parse(event.prediction());
    onlyNumbers &= predicted != null;
    predictsFractions |= predicted != null && predicted.stripTrailingZeros().scale() > 0;
    String label = event.label();
    if (label == null) {
      tally = tally.plus(new Tally(1, 0, 0, Errors.NONE));
      return;
    }
    BigDecimal labelled = NumberText.parse(label);
    onlyNumbers &= labelled != null;
    confusion.add(label, event.prediction(), 1);
    reliability.add(event.confidenceType(), event.confidence(), event.correct());
    delays.add(event.delay(), event.late());
    Errors error =
        predicted == null || labelled == null ? Errors.NONE : Errors.of(predicted, labelled);
    tally = tally.plus(new Tally(1, 1, event.correct() ? 1 : 0, error));
  }

  /** Adds the other's events to this one's; the other stays as it is. */
  public Outcomes merge(Outcomes other) {
    tally = tally.plus(other.tally);
    confusion.merge(other.confusion);
    reliability.merge(other.reliability);
    delays.merge(other.delays);
    onlyNumbers &= other.onlyNumbers;
    predictsFractions |= other.predictsFractions;
    return this;
  }

  /** Numeric if all predictions and labels are numbers and one of the predictions has a fraction. */
  public TargetKind target() {
    return onlyNumbers && predictsFractions ? TargetKind.NUMERIC : TargetKind.CLASS;
  }

  Tally tally() {
    return tally;
  }

  Confusion confusion() {
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
    out.writeBoolean(onlyNumbers);
    out.writeBoolean(predictsFractions);
    tally.write(out);
    confusion.write(out);
    reliability.write(out);
    delays.write(out);
  }

  private void read(DataInput in) throws IOException {
    onlyNumbers = in.readBoolean();
    predictsFractions = in.readBoolean();
    tally = Tally.read(in);
    confusion = Confusion.read(in);
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
