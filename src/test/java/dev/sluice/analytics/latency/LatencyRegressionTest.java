package dev.sluice.analytics.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.LatencyComparison;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said of days that are known to be slower, or known not to be. */
class LatencyRegressionTest {
  private static final LocalDate LAST = LocalDate.parse("2026-10-28");

  private final Random random = new Random(23);

  /** A day of its own pace: days differ by 15 % for no reason. */
  private Latencies day(int requests, double pace) {
    double ofTheDay = pace * Math.exp(0.15 * random.nextGaussian());
    Latencies day = new Latencies(null);
    for (int i = 0; i < requests; i++) {
      double value = ofTheDay * Math.exp(0.4 * random.nextGaussian());
      day.add("N", Double.toString(Math.rint(value * 1000) / 1000), false);
    }
    return day;
  }

  private ModelLatencyDays model(@Nullable String configured, int requests, double pace) {
    ModelLatencyDays days = new ModelLatencyDays(configured);
    for (int i = 0; i < 14; i++) {
      days.add("1", LAST.minusDays(i), day(requests, i < 7 ? pace : 10));
    }
    return days;
  }

  private static LatencyComparison weekBefore(ModelLatencyDays days) {
    return Objects.requireNonNull(days.comparisons("1", LAST).weekBefore());
  }

  @Tag("thorough")
  @Test
  void falseAlarmsAreNoMoreThanStatedThoughDaysDiffer() {
    int rounds = 1_500;
    int alarms = 0;
    for (int round = 0; round < rounds; round++) {
      alarms += Boolean.TRUE.equals(weekBefore(model(null, 60, 10)).slower()) ? 1 : 0;
    }
    // three standard errors above 1 %
    assertThat(alarms / (double) rounds).isLessThan(0.018).isGreaterThan(0.001);
  }

  @Test
  void aSlowDownByHalfIsFound() {
    int found = 0;
    for (int round = 0; round < 50; round++) {
      found += Boolean.TRUE.equals(weekBefore(model(null, 60, 15)).slower()) ? 1 : 0;
    }
    assertThat(found).isGreaterThan(45);
  }

  @Test
  void aSpeedUpIsNoSlowDown() {
    LatencyComparison comparison = weekBefore(model(null, 60, 5));
    assertThat(comparison.slower()).isFalse();
    assertThat(comparison.p50Ratio()).isLessThan(0.8);
    assertThat(comparison.absent()).isEmpty();
  }

  @Test
  void fewerThanAHundredValuesAreNotCompared() {
    LatencyComparison comparison = weekBefore(model(null, 14, 30));
    assertThat(comparison.slower()).isNull();
    assertThat(comparison.recent().count()).isEqualTo(98);
    assertThat(comparison.absent())
        .containsEntry("slower", "needs 100 usable latencies on either side, has 98 and 98")
        .containsOnlyKeys("slower", "p50Ratio", "p95Ratio", "p99Ratio", "p50PValue", "p95PValue");
  }

  @Test
  void aVersionIsComparedWithTheOneSeenBeforeIt() {
    ModelLatencyDays days = model(null, 60, 10);
    for (int i = 0; i < 4; i++) {
      days.add("2", LAST.minusDays(i), day(60, 25));
    }
    LatencyComparison baseline =
        Objects.requireNonNull(days.comparisons("2", LAST).baseline());
    assertThat(baseline.reference().version()).isEqualTo("1");
    assertThat(baseline.reference().days()).isEqualTo(7);
    assertThat(baseline.slower()).isTrue();
    ComparisonSpans dayBefore = days.comparisons("2", LAST.minusDays(1));
    assertThat(Objects.requireNonNull(dayBefore.baseline()).absent().get("slower"))
        .startsWith("3 days against 7");
    assertThat(dayBefore.absent()).containsOnlyKeys("weekBefore");
    assertThat(days.comparisons("1", LAST).absent().get("baseline"))
        .startsWith("no version was first seen before this one");
  }

  @Test
  void orWithTheOneThatIsConfigured() {
    ModelLatencyDays days = model("1", 60, 10);
    days.add("2", LAST, day(150, 25));
    assertThat(days.comparisons("1", LAST).absent())
        .containsEntry("baseline", "is the baseline itself");
    assertThat(Objects.requireNonNull(days.comparisons("2", LAST).baseline())
            .reference()
            .version())
        .isEqualTo("1");
    ModelLatencyDays other = model("9", 60, 10);
    assertThat(other.comparisons("1", LAST).absent())
        .containsEntry("baseline", "version 9 has no requests in the 28 days to this day");
  }

  @Test
  void whatIsOlderThan28DaysMakesNoDifference() {
    ModelLatencyDays days = model(null, 60, 10);
    days.add("0", LAST.minusDays(28), day(60, 10));
    assertThat(days.comparisons("1", LAST).baseline()).isNull();
    ModelLatencyDays younger = model(null, 60, 10);
    younger.add("0", LAST.minusDays(27), day(60, 10));
    assertThat(younger.comparisons("1", LAST).baseline()).isNotNull();
  }
}
