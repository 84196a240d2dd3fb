package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyFigures.Excluded;
import dev.sluice.analytics.MergeLaws;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyStatesTest {
  private static final List<String> ODD = List.of("NaN", "-3", "timeout", "7.50");

  /** Every third one has more different values than are held exactly. */
  private static int size(Random random) {
    return random.nextInt(3) == 0 ? 5_000 : random.nextInt(50);
  }

  private static Latencies latencies(Random random) {
    Latencies state = new Latencies(100.0);
    for (int i = size(random); i > 0; i--) {
      state.add(random.nextDouble() * 200, random.nextInt(10) == 0);
    }
    state.add("S", ODD.get(random.nextInt(ODD.size())), false);
    return state;
  }

  private static Distribution distribution(Random random) {
    Distribution values = new ExactCounts();
    for (int i = size(random); i > 0; i--) {
      values = values.add(random.nextDouble() * 200, 1 + random.nextInt(3));
    }
    return values;
  }

  private static Sums sums(Random random) {
    Sums sums = new Sums();
    for (int i = random.nextInt(50); i > 0; i--) {
      sums.add(Math.exp(random.nextGaussian() * 300), 1 + random.nextInt(5_000));
    }
    return sums;
  }

  private static WideCounters counters(Random random) {
    WideCounters counters = new WideCounters();
    for (int i = random.nextInt(50); i > 0; i--) {
      counters.add(random.nextInt(2_000), random.nextInt(1 << 30), random.nextInt(1 << 30));
    }
    counters.add(BigInteger.valueOf(random.nextInt(100)));
    return counters;
  }

  private static Excluded excluded(Random random) {
    return new Excluded(
        random.nextInt(9),
        random.nextInt(9),
        random.nextInt(9),
        random.nextInt(9),
        random.nextInt(9));
  }

  @Test
  void latenciesMerge() {
    MergeLaws.hold(
        () -> new Latencies(100.0),
        LatencyStatesTest::latencies,
        state -> Arrays.toString(state.encode()));
  }

  @Test
  void distributionsMerge() {
    MergeLaws.<Distribution>hold(
        ExactCounts::new,
        LatencyStatesTest::distribution,
        values -> List.of(
            values.method(),
            values.count(),
            values.sums().values(),
            values.sums().squares(),
            values.count() == 0 ? 0 : values.at(values.count() / 2)[0]));
  }

  @Test
  void sumsMerge() {
    MergeLaws.hold(
        Sums::new, LatencyStatesTest::sums, sums -> List.of(sums.values(), sums.squares()));
    MergeLaws.hold(WideCounters::new, LatencyStatesTest::counters, counters -> counters.total(1));
  }

  @Test
  void exclusionsMerge() {
    MergeLaws.hold(() -> Excluded.NONE, LatencyStatesTest::excluded, excluded -> excluded);
  }
}
