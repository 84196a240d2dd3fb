package dev.sluice.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.ThrottlingTable.Gives;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans of tables that give less than the limit, in twelve variants each, by a simulated clock. */
final class TableRateTest {
  private static final int VARIANTS = 12;
  private static final double ENDLESS = 1e9;

  private static List<SimulatedScan> scans(double limit, Gives gives, double seconds) {
    return scans(limit, gives, seconds, 8, ENDLESS, Throttling.UNKNOWN);
  }

  private static List<SimulatedScan> scans(
      double limit,
      Gives gives,
      double seconds,
      int fetchers,
      double unitsPerSegment,
      Throttling throttling) {
    return IntStream.range(0, VARIANTS)
        .mapToObj(
            seed -> new SimulatedScan(seed, limit, gives, fetchers, unitsPerSegment, throttling)
                .run(seconds))
        .toList();
  }

  private static double mean(List<SimulatedScan> scans, ToDoubleFunction<SimulatedScan> of) {
    return scans.stream().mapToDouble(of).average().orElseThrow();
  }

  private static double least(List<SimulatedScan> scans, ToDoubleFunction<SimulatedScan> of) {
    return scans.stream().mapToDouble(of).min().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "100, 60, 8",
    "100, 60, 2",
    "100, 60, 32",
    "100, 90, 8",
    "100, 80, 8",
    "100, 12, 8",
    "3000, 1800, 32",
    "20, 12, 8"
  })
  void aTableThatGivesLessIsReadAtWhatItGives(double limit, double rate, int fetchers) {
    List<SimulatedScan> scans =
        scans(limit, Gives.always(rate), 120, fetchers, ENDLESS, Throttling.UNKNOWN);

    assertThat(least(scans, scan -> scan.rate(30, 120))).isGreaterThan(0.85 * rate);
    assertThat(mean(scans, scan -> scan.rate(30, 120))).isGreaterThan(0.9 * rate);
    assertThat(mean(scans, scan -> scan.throttled(30, 120))).isLessThan(0.02);
  }

  /** A bucket hides for a while what the table gives in the long run, and fills again when the rate is lowered. */
  @ParameterizedTest
  @ValueSource(doubles = {5, 30})
  void capacityThatATableHasSavedUpIsUsed(double burstSeconds) {
    List<SimulatedScan> scans = scans(100, Gives.always(60).saving(burstSeconds), 240);

    assertThat(least(scans, scan -> scan.rate(0, 240))).isGreaterThan(0.95 * 60);
    assertThat(mean(scans, scan -> scan.throttled(120, 240))).isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"100, 8", "3000, 32"})
  void throttlingByChanceHardlySlowsTheScan(double limit, int fetchers) {
    Gives gives = Gives.always(10 * limit).throttlingByChance(0.05);
    List<SimulatedScan> scans = scans(limit, gives, 150, fetchers, ENDLESS, Throttling.UNKNOWN);

    assertThat(mean(scans, scan -> scan.rate(30, 150))).isGreaterThan(0.92 * limit);
    assertThat(least(scans, scan -> scan.rate(30, 150))).isGreaterThan(0.85 * limit);
  }

  /** The hot partition's segments begin after about a minute. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2})
  void aHotPartitionSlowsItsOwnSegmentsOnly(double hotRate) {
    Gives gives = Gives.always(1_000).withHotPartition(hotRate);
    for (Throttling throttling : List.of(Throttling.UNKNOWN, Throttling.KEY_RANGE)) {
      List<SimulatedScan> scans = scans(100, gives, 100, 8, 300, throttling);

      assertThat(mean(scans, scan -> scan.throttled(60, 100))).isGreaterThan(0.02);
      assertThat(least(scans, scan -> scan.rate(60, 100))).isGreaterThan(85);
    }
  }

  @Test
  void whatDynamoDbSaysAboutItsReasonIsUsed() {
    Gives gives = Gives.always(60).throttlingByChance(0.05);
    List<SimulatedScan> said = scans(100, gives, 120, 8, ENDLESS, Throttling.TABLE);
    List<SimulatedScan> silent = scans(100, gives, 120);

    assertThat(mean(said, scan -> scan.throttled(30, 120)))
        .isLessThan(mean(silent, scan -> scan.throttled(30, 120)));
    assertThat(mean(silent, scan -> scan.rate(30, 120))).isGreaterThan(0.85 * 60);
  }

  @Test
  void theRateFollowsATableThatChanges() {
    Gives gives = Gives.changing(second -> second < 60 || second >= 180 ? 100 : 40);
    List<SimulatedScan> scans = scans(100, gives, 320);

    assertThat(least(scans, scan -> scan.rate(0, 60))).isGreaterThan(98);
    assertThat(least(scans, scan -> scan.rate(90, 180))).isGreaterThan(0.85 * 40);
    assertThat(mean(scans, scan -> scan.throttled(90, 180))).isLessThan(0.03);
    assertThat(least(scans, scan -> scan.rate(280, 320))).isGreaterThan(98);
  }

  @Test
  void afterAnOutageTheLimitIsReachedAgain() {
    Gives gives = Gives.changing(second -> second < 60 || second >= 70 ? 100 : 0.001);
    List<SimulatedScan> scans = scans(100, gives, 240);

    assertThat(least(scans, scan -> scan.rate(200, 240))).isGreaterThan(98);
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 20, 100, 1_000})
  void aTableThatGivesAllIsReadAtTheLimitAndNeverFaster(double limit) {
    for (SimulatedScan scan : scans(limit, Gives.always(1e6), 90)) {
      assertThat(scan.rate(0, 90)).isBetween(0.98 * limit, 1.02 * limit);
      assertThat(scan.most(10)).isLessThan(10 * limit * 1.05 + Math.min(128, limit));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.3})
  void throttlingNeverRaisesTheRateAboveTheLimit(double chance) {
    Gives gives = Gives.always(1e6).throttlingByChance(chance);
    for (SimulatedScan scan : scans(100, gives, 120)) {
      assertThat(scan.most(10)).isLessThan(10 * 100 * 1.05 + 100);
    }
  }
}
