package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracySignals.Trend;
import dev.sluice.analytics.statistics.MannKendall;
import dev.sluice.analytics.statistics.TheilSen;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Finds trends of daily figures. */
final class Trends {
  private static final int MIN_DAYS = 14;

  private Trends() {}

  /**
   * Returns the trend; null if there are too few days.
   *
   * @param days mature days with labels
   */
  static @Nullable Trend of(VersionOutcomes days) {
    if (days.size() < MIN_DAYS) {
      return null;
    }
    double[] x =
        days.days().keySet().stream().mapToDouble(LocalDate::toEpochDay).toArray();
    double[] y = days.figures();
    TheilSen line = TheilSen.of(x, y);
    return new Trend(
        line.slope(),
        MannKendall.of(y).p(),
        days.size(),
        days.first(),
        line.at(x[0]),
        days.last(),
        line.at(x[x.length - 1]));
  }

  /** Returns the reason if there is no trend. */
  static String reason(VersionOutcomes days) {
    return "needs %d mature days with labels, has %d".formatted(MIN_DAYS, days.size());
  }
}
