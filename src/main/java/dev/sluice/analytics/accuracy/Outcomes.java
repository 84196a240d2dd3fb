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
import org.jspecify.annotations.Nullable;

/**
 * What became of some predictions, as a state that grows by events or by merging others, in any order: counts, exact sums
 * of errors, the confusion, and what tells the kind of the target.
 */
public final class Outcomes implements Externalizable {
  private static final long serialVersionUID = 1L;

  private transient Tally tally = Tally.NONE;
  private transient Confusion confusion = new Confusion();
  private boolean onlyNumbers = true;
  private boolean predictsFractions;

  /** No predictions; also for deserialisation. */
  public Outcomes() {}

  /**
   * Adds one event.
   *
   * @param prediction zero-trimmed
   * @param label likewise; null if it has none
   */
  public void add(String prediction, @Nullable String label) {
    BigDecimal predicted = NumberText.parse(prediction);
    onlyNumbers &= predicted != null;
    predictsFractions |= predicted != null && predicted.stripTrailingZeros().scale() > 0;
    if (label == null) {
      tally = tally.plus(new Tally(1, 0, 0, Errors.NONE));
      return;
    }
    BigDecimal labelled = NumberText.parse(label);
    onlyNumbers &= labelled != null;
    confusion.add(label, prediction, 1);
    Errors error =
        predicted == null || labelled == null ? Errors.NONE : Errors.of(predicted, labelled);
    tally = tally.plus(new Tally(1, 1, label.equals(prediction) ? 1 : 0, error));
  }

  /** Adds the other's events to this one's; the other stays as it is. */
  public Outcomes merge(Outcomes other) {
    tally = tally.plus(other.tally);
    confusion.merge(other.confusion);
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
  }

  private void read(DataInput in) throws IOException {
    onlyNumbers = in.readBoolean();
    predictsFractions = in.readBoolean();
    tally = Tally.read(in);
    confusion = Confusion.read(in);
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
