package dev.sluice.analytics.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyFigures.Method;
import dev.sluice.analytics.LatencySample;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the state, with seeded generators. */
class LatenciesTest {
  private static final Window DAY = Window.day(LocalDate.parse("2026-10-19"), ZoneOffset.UTC);

  private record Request(String type, String text, boolean failed) {}

  private static Latencies state(List<Request> requests) {
    Latencies state = new Latencies(100.0);
    requests.forEach(request -> state.add(request.type(), request.text(), request.failed()));
    return state;
  }

  private static Latencies ofValues(double... values) {
    return state(Arrays.stream(values).mapToObj(LatenciesTest::number).toList());
  }

  private static LatencyFigures figures(Latencies state) {
    return LatencyMetrics.figures("m", "1", DAY, state, 0.9, ComparisonSpans.NONE);
  }

  private static Request number(double value) {
    return new Request("N", BigDecimal.valueOf(value).toString(), false);
  }

  private static List<Request> requests(long seed, int size) {
    Random random = new Random(seed);
    List<String> odd = List.of("timeout", "NaN", "-Infinity", "-3", "7.50", "1E+40", "");
    return IntStream.range(0, size)
        .mapToObj(i -> random.nextInt(20) == 0
            ? new Request("S", odd.get(random.nextInt(odd.size())), random.nextBoolean())
            : new Request("N", decimal(Math.exp(random.nextGaussian()) * 50, 9), false))
        .toList();
  }

  private static String decimal(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  private static List<Latencies> split(List<Request> requests, Random random) {
    List<List<Request>> parts = new ArrayList<>();
    int count = 1 + random.nextInt(40);
    IntStream.range(0, count).forEach(i -> parts.add(new ArrayList<>()));
    requests.forEach(request -> parts.get(random.nextInt(count)).add(request));
    List<Latencies> states =
        new ArrayList<>(parts.stream().map(LatenciesTest::state).toList());
    Collections.shuffle(states, random);
    return states;
  }

  /** Merges neighbours at random until one is left, some of them by way of bytes. */
  private static Latencies mergeInAnyTree(List<Latencies> states, Random random) {
    while (states.size() > 1) {
      int at = random.nextInt(states.size() - 1);
      Latencies right = Latencies.decode(states.remove(at + 1).encode());
      states.set(at, states.get(at).merge(right));
    }
    return states.get(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 8_000, 9_500, 20_000})
  void anySplitMergedInAnyOrderIsTheWholeByteForByte(int size) {
    List<Request> requests = requests(size, size);
    byte[] whole = state(requests).encode();
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      assertThat(mergeInAnyTree(split(requests, random), random).encode()).isEqualTo(whole);
    }
    assertThat(Latencies.decode(whole).encode()).isEqualTo(whole);
  }

  @Test
  void mergingLeavesTheOtherAsItIs() {
    for (int size : new int[] {100, 9_500}) {
      Latencies other = state(requests(1, size));
      byte[] before = other.encode();
      state(requests(2, 100)).merge(other).add("N", "1", false);
      state(requests(2, 9_500)).merge(other).add("N", "1", false);
      assertThat(other.encode()).isEqualTo(before);
    }
  }

  @Test
  void valuesAreExactUpTo8192DifferentOnes() {
    double[] values = IntStream.rangeClosed(1, 8192).asDoubleStream().toArray();
    Latencies exact = ofValues(values);
    exact.merge(ofValues(values));
    assertThat(exact.method()).isEqualTo(Method.EXACT);
    exact.add("N", "0.5", false);
    assertThat(exact.method()).isEqualTo(Method.DDSKETCH);
    assertThat(exact.count()).isEqualTo(2 * 8192 + 1);
  }

  @Test
  void exactStatesAreSmall() {
    Random random = new Random(7);
    Latencies state = new Latencies(null);
    for (int i = 0; i < 1_000_000; i++) {
      state.add("N", String.valueOf((int) (Math.exp(random.nextGaussian() * 0.5) * 200)), false);
    }
    assertThat(state.method()).isEqualTo(Method.EXACT);
    assertThat(state.encode()).hasSizeLessThan(5_000);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theSketchIsWithinItsErrorAtEveryQuantile(Shape shape) {
    Random random = new Random(11);
    double[] values = random.doubles(200_000).map(u -> shape.value(u, random)).toArray();
    Latencies state = new Latencies(null);
    Arrays.stream(values).forEach(value -> state.add(value, false));
    assertThat(state.method()).isEqualTo(Method.DDSKETCH);
    Arrays.sort(values);
    long[] indexes = IntStream.range(0, values.length).asLongStream().toArray();
    double[] found = state.values().at(indexes);
    double worst = IntStream.range(0, values.length)
        .mapToDouble(i -> values[i] == 0 ? found[i] : Math.abs(found[i] / values[i] - 1))
        .max()
        .orElseThrow();
    assertThat(worst).isLessThanOrEqualTo(0.005 + 1e-12).isGreaterThan(0.001);
    LatencyFigures figures = figures(state);
    assertThat(figures.value(LatencyStatistic.MIN)).isEqualTo(values[0]);
    assertThat(figures.value(LatencyStatistic.MAX)).isEqualTo(values[values.length - 1]);
    assertThat(figures.relativeError()).isEqualTo(0.005);
    assertThat(figures.value(LatencyStatistic.MEAN))
        .isCloseTo(
            Arrays.stream(values).average().orElseThrow(),
            within(values[values.length - 1] * 1e-12));
  }

  private enum Shape {
    LOGNORMAL,
    BIMODAL,
    PARETO,
    WIDE;

    double value(double u, Random random) {
      return switch (this) {
        case LOGNORMAL -> Math.exp(random.nextGaussian());
        case BIMODAL -> u < 0.985 ? 10 + random.nextDouble() : 5_000 + 100 * random.nextDouble();
        case PARETO -> Math.pow(1 - u, -1 / 1.1);
        case WIDE -> u < 0.1 ? 0 : Math.pow(10, 250 * u - 127);
      };
    }
  }

  @Test
  void shortDecimalsAreFoundAgain() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      int places = random.nextInt(ShortDecimal.MAX_PLACES + 1);
      long scaled = random.nextLong(1L << (1 + random.nextInt(49)));
      double value = BigDecimal.valueOf(scaled, places).doubleValue();
      assertThat(ShortDecimal.isScaled(value, places)).isTrue();
      assertThat(ShortDecimal.scaled(value, places)).isEqualTo(scaled);
      assertThat(ShortDecimal.value(scaled, places)).isEqualTo(value);
    }
    assertThat(ShortDecimal.places(Math.PI)).isEqualTo(-1);
    assertThat(ShortDecimal.places(1e15)).isEqualTo(-1);
  }

  @Test
  void sumsAreThoseOfBigDecimals() {
    Random random = new Random(31);
    Sums sums = new Sums();
    BigDecimal values = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < 2_000; i++) {
      double value = Math.scalb(random.nextDouble(), random.nextInt(100) - 50);
      long times = 1L << random.nextInt(40);
      sums.add(value, times);
      BigDecimal weighted = new BigDecimal(value).multiply(BigDecimal.valueOf(times));
      values = values.add(weighted);
      squares = squares.add(weighted.multiply(new BigDecimal(value)));
    }
    Sums doubled = new Sums();
    doubled.merge(sums);
    doubled.merge(sums);
    assertThat(sums.values()).isEqualByComparingTo(values);
    assertThat(sums.squares()).isEqualByComparingTo(squares);
    assertThat(doubled.squares()).isEqualByComparingTo(squares.add(squares));
  }

  /** More than a counter of 128 bits can hold. */
  @Test
  void manyLargeSquaresOverflowNothing() {
    double value = Math.nextDown(2.0);
    Sums sums = new Sums();
    for (int i = 0; i < 5_000_000; i++) {
      sums.add(value, 1);
    }
    assertThat(sums.squares())
        .isEqualByComparingTo(new BigDecimal(value).pow(2).multiply(BigDecimal.valueOf(5_000_000)));
  }

  @Test
  void sumsAreExactWhateverTheMagnitudes() {
    double tiny = Math.scalb(1.0, -60);
    assertThat(ofValues(1e20, 1, tiny).values().sums().values())
        .isEqualByComparingTo(new BigDecimal("100000000000000000001").add(new BigDecimal(tiny)));
    double[] spread = IntStream.range(0, 9_000).mapToDouble(i -> 1e15 + i).toArray();
    LatencyFigures figures = figures(ofValues(spread));
    assertThat(figures.value(LatencyStatistic.MEAN)).isEqualTo(1e15 + 4_499.5);
    assertThat(figures.value(LatencyStatistic.STDDEV))
        .isCloseTo(Math.sqrt(9_000.0 * 9_001 / 12), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void percentilesNeedEnoughValues(int count, boolean p99, boolean p999) {
    LatencyFigures figures =
        figures(ofValues(IntStream.range(0, count).asDoubleStream().toArray()));
    assertThat(figures.value(LatencyStatistic.P99) != null).isEqualTo(p99);
    assertThat(figures.value(LatencyStatistic.P999) != null).isEqualTo(p999);
    assertThat(figures.absent().containsKey("p99")).isEqualTo(!p99);
    assertThat(figures.absent().containsKey("p999")).isEqualTo(!p999);
    assertThat(figures.value(LatencyStatistic.P50)).isEqualTo(Math.floor((count - 1) / 2.0));
  }

  static Stream<Object[]> counts() {
    return Stream.of(
        new Object[] {1, false, false},
        new Object[] {99, false, false},
        new Object[] {100, true, false},
        new Object[] {999, true, false},
        new Object[] {1000, true, true});
  }

  @Test
  void theIndexIsReckonedInWholeNumbers() {
    for (long n = 1; n < 5_000; n++) {
      for (int q : new int[] {500, 900, 950, 990, 999}) {
        long expected = BigDecimal.valueOf(q, 3)
            .multiply(BigDecimal.valueOf(n - 1))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
        assertThat(LatencySample.quantileIndex(q, n)).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsUndefinedIsAbsentWithAReason() {
    Latencies none = new Latencies(null);
    none.add(null, null, true);
    LatencyFigures figures = figures(none);
    assertThat(figures.absent())
        .containsOnlyKeys(
            "min",
            "max",
            "mean",
            "stddev",
            "p50",
            "p90",
            "p95",
            "p99",
            "p999",
            "sloGood",
            "sloCompliance",
            "p95Interval",
            "p99Interval",
            "errorBudgetBurn");
    assertThat(figures.value(LatencyStatistic.ERROR_RATE)).isEqualTo(1);
    LatencyFigures one = figures(ofValues(5));
    assertThat(one.absent())
        .containsOnlyKeys("stddev", "p99", "p999", "p95Interval", "p99Interval");
    assertThat(one.value(LatencyStatistic.SLO_COMPLIANCE)).isEqualTo(1);
  }

  @Test
  void theGreatestExactStateFitsIntoARow() {
    Random random = new Random(13);
    Latencies state = new Latencies(100.0);
    while (state.count() < ExactCounts.MAX_VALUES) {
      state.add(Math.exp(3 * random.nextGaussian()), false);
    }
    for (int doubled = 0; doubled < 20; doubled++) {
      state.merge(Latencies.decode(state.encode()));
    }
    assertThat(state.method()).isEqualTo(Method.EXACT);
    assertThat(state.encode()).hasSizeBetween(60_000, 80_000);
    assertThat(Latencies.decode(state.encode()).encode()).isEqualTo(state.encode());
  }

  @Test
  void numbersAreWhatTheirTextIs() {
    Random random = new Random(29);
    Latencies numbers = new Latencies(100.0);
    Latencies texts = new Latencies(100.0);
    for (int i = 0; i < 20_000; i++) {
      double value = Math.rint(random.nextDouble() * 1e7) / 1e3;
      numbers.add(value, i % 7 == 0);
      texts.add("N", Double.toString(value), i % 7 == 0);
    }
    assertThat(numbers.encode()).isEqualTo(texts.encode());
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(state(List.of(new Request("N", "-0", false))).encode())
        .isEqualTo(state(List.of(new Request("N", "0", false))).encode());
  }

  @Test
  void goodValuesOfDifferentObjectivesCannotBeTold() {
    Supplier<Latencies> half = () -> new Latencies(0.5);
    Latencies merged = half.get().merge(ofValues(1)).merge(half.get());
    assertThat(merged.objective()).isNull();
    assertThat(merged.count()).isEqualTo(1);
  }

  @Test
  void otherBytesAreRefused() {
    byte[] bytes = ofValues(1, 2, 3).encode();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latencies.decode(Arrays.copyOf(bytes, bytes.length - 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Latencies.decode(new byte[] {9}));
  }

  @Test
  void whateverTheBytesReadingThemEndsAtOnce() {
    Random random = new Random(20261019);
    byte[] sketch = state(random, 9_000).encode();
    byte[] exact = state(random, 300).encode();
    long begin = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = damaged(random.nextBoolean() ? exact : sketch, random);
      try {
        Latencies read = Latencies.decode(bytes).merge(Latencies.decode(exact));
        assertThat(read.count()).isNotNegative();
        assertThat(figures(read).requests()).isEqualTo(read.requests());
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aStateThatClaimsToBeHugeIsRefused() throws IOException {
    for (long size : new long[] {1L << 31, 1L << 40, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Latencies.decode(claiming(0, size)))
          .withMessageContaining("different latencies");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Latencies.decode(claiming(1, size)))
          .withMessageContaining("zero bits");
    }
  }

  /** No requests, and then a number where the size of the exact counts or the sums of a sketch begin. */
  private static byte[] claiming(int distribution, long size) throws IOException {
    GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
    out.writeByte((byte) 2);
    for (int i = 0; i < 10; i++) {
      out.writeByte((byte) 0);
    }
    out.writeByte((byte) distribution);
    if (distribution == 1) {
      out.writeDoubleLE(0);
      out.writeDoubleLE(1);
    }
    VarEncodingHelper.encodeUnsignedVarLong(out, size);
    return out.trimmedCopy();
  }

  private static Latencies state(Random random, int size) {
    Latencies state = new Latencies(50.0);
    for (int i = 0; i < size; i++) {
      state.add(Math.exp(3 * random.nextGaussian()), random.nextInt(9) == 0);
    }
    return state;
  }

  /** Cut, or some bytes replaced, mostly near the beginning, where the sizes stand. */
  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged =
        Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
    for (int i = random.nextInt(12); i >= 0 && damaged.length > 0; i--) {
      int near = random.nextBoolean() ? Math.min(80, damaged.length) : damaged.length;
      damaged[random.nextInt(near)] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt());
    }
    return damaged;
  }
}
