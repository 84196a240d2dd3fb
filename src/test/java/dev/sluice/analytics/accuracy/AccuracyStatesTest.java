package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.MergeLaws;
import dev.sluice.analytics.statistics.Proportion;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccuracyStatesTest {
  private static final List<String> VALUES = List.of("cat", "dog", "1", "2.50", "2.5", "NaN");

  private static Value value(Random random) {
    return new Value(random.nextBoolean() ? "S" : "N", VALUES.get(random.nextInt(VALUES.size())));
  }

  private static Outcomes outcomes(Random random) {
    Outcomes state = new Outcomes();
    for (int i = random.nextInt(40); i > 0; i--) {
      state.add(new Event(
          value(random),
          random.nextInt(4) == 0 ? null : value(random),
          "N",
          String.valueOf(random.nextDouble()),
          (long) random.nextInt(100_000),
          random.nextBoolean()));
    }
    return state;
  }

  private static ConfusionCounts confusion(Random random) {
    ConfusionCounts counts = new ConfusionCounts();
    int classes = random.nextInt(5) == 0 ? 1_000_000 : 30;
    for (int i = random.nextInt(5_000); i > 0; i--) {
      counts.add("" + random.nextInt(classes), "" + random.nextInt(classes), 1);
    }
    return counts;
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private static Object bytes(Writer state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      state.write(new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Arrays.toString(bytes.toByteArray());
  }

  @Test
  void outcomesMerge() {
    MergeLaws.hold(
        Outcomes::new, AccuracyStatesTest::outcomes, state -> Arrays.toString(state.encode()));
  }

  @Test
  void partsOfOutcomesMerge() {
    MergeLaws.hold(() -> OutcomeCounts.NONE, random -> outcomes(random).counts(), counts -> counts);
    MergeLaws.hold(
        () -> Errors.NONE,
        random -> outcomes(random).counts().errors(),
        errors -> bytes(errors::write));
    MergeLaws.hold(() -> ValueCounts.NONE, random -> outcomes(random).values(), counts -> counts);
    MergeLaws.hold(
        Reliability::new, random -> outcomes(random).reliability(), state -> bytes(state::write));
    MergeLaws.hold(Delays::new, random -> outcomes(random).delays(), state -> bytes(state::write));
  }

  @Test
  void confusionsMerge() {
    MergeLaws.hold(
        ConfusionCounts::new,
        AccuracyStatesTest::confusion,
        counts -> List.of(counts.isFull(), counts.counts()));
  }

  @Test
  void proportionsMerge() {
    MergeLaws.hold(
        () -> Proportion.NONE,
        random -> new Proportion(random.nextInt(10), 10 + random.nextInt(10)),
        proportion -> proportion);
    MergeLaws.hold(
        () -> Calibration.Excluded.NONE,
        random -> new Calibration.Excluded(random.nextInt(9), random.nextInt(9), 1),
        excluded -> excluded);
  }
}
