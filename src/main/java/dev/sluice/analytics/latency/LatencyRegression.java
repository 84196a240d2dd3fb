package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyComparison.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the latency of some days with that of others, by the tests of {@link LatencyComparison}. */
final class LatencyRegression {
  private static final int MIN_VALUES = 100;

  private final PercentilesByDay recent;
  private final PercentilesByDay reference;
  private final Map<String, String> absent = new TreeMap<>();

  private LatencyRegression(PercentilesByDay recent, PercentilesByDay reference) {
    this.recent = recent;
    this.reference = reference;
  }

  static LatencyComparison of(PercentilesByDay recent, PercentilesByDay reference) {
    return new LatencyRegression(recent, reference).comparison();
  }

  private LatencyComparison comparison() {
    Span now = recent.together();
    Span then = reference.together();
    @Nullable Double p50Ratio = ratio("p50Ratio", now.p50(), then.p50());
    @Nullable Double p95Ratio = ratio("p95Ratio", now.p95(), then.p95());
    @Nullable Double p50PValue = pValue("p50PValue", recent.dailyP50(), reference.dailyP50());
    @Nullable Double p95PValue = pValue("p95PValue", recent.dailyP95(), reference.dailyP95());
    return new LatencyComparison(
        now,
        then,
        p50Ratio,
        p95Ratio,
        ratio("p99Ratio", now.p99(), then.p99()),
        p50PValue,
        p95PValue,
        slower(isSlower(p50PValue, p50Ratio) || isSlower(p95PValue, p95Ratio)),
        absent);
  }

  private @Nullable Double ratio(String name, @Nullable Double now, @Nullable Double then) {
    String undefined = tooFew();
    if (undefined == null && now != null && then != null && then > 0) {
      return now / then;
    }
    absent.put(name, undefined == null ? "the other days' is 0" : undefined);
    return null;
  }

  private @Nullable Double pValue(String name, List<Double> now, List<Double> then) {
    String undefined = tooFew();
    if (undefined == null && !now.isEmpty() && !then.isEmpty()) {
      return RankSum.pValue(now, then);
    }
    absent.put(name, undefined == null ? "no days with 20 usable latencies" : undefined);
    return null;
  }

  private static boolean isSlower(@Nullable Double pValue, @Nullable Double ratio) {
    return pValue != null
        && ratio != null
        && pValue <= LatencyComparison.LEVEL
        && ratio >= LatencyComparison.MIN_RATIO;
  }

  private @Nullable Boolean slower(boolean found) {
    String undefined = tooFew();
    if (undefined == null && tooFewDays()) {
      undefined =
          "%d days against %d with 20 usable latencies each cannot tell: 4 against 7, or 5 against 5, could"
              .formatted(recent.comparableDays(), reference.comparableDays());
    }
    if (undefined == null) {
      return found;
    }
    absent.put("slower", undefined);
    return null;
  }

  private @Nullable String tooFew() {
    long now = recent.together().count();
    long then = reference.together().count();
    return now < MIN_VALUES || then < MIN_VALUES
        ? "needs %d usable latencies on either side, has %,d and %,d"
            .formatted(MIN_VALUES, now, then)
        : null;
  }

  private boolean tooFewDays() {
    return RankSum.leastPValue(recent.comparableDays(), reference.comparableDays())
        > LatencyComparison.LEVEL;
  }
}
