package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.statistics.ChangePoint;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds change points of daily figures. {@value #ALARM} is the false-alarm rate: for a model whose accuracy did not
 * change, at most one row in a thousand states a change, even if days vary by more than chance.
 */
final class Changes {
  static final double ALARM = 0.001;

  private static final int MIN_DAYS = 7;
  private static final String NAME = "changePoint";

  private Changes() {}

  /**
   * Returns the change point to state; empty if there is none.
   *
   * @param days the days with labels
   * @param provisional whether the last of them is provisional
   * @param absent receives the reason if there is none
   */
  static Optional<Change> of(
      VersionOutcomes days, boolean provisional, Map<String, String> absent) {
    if (days.size() < MIN_DAYS) {
      absent.put(NAME, "needs %d days with labels, has %d".formatted(MIN_DAYS, days.size()));
      return Optional.empty();
    }
    Optional<ChangePoint> point = days.target() == TargetKind.CLASS
        ? ChangePoint.ofProportions(days.proportions(), VersionOutcomes.MIN_LABELS)
        : ChangePoint.ofMeans(days.errors(), VersionOutcomes.MIN_LABELS);
    if (point.isEmpty()) {
      absent.put(
          NAME,
          "needs %d labels before and after a change, has %d in all"
              .formatted(VersionOutcomes.MIN_LABELS, days.labels()));
    } else if (point.get().p() > ALARM) {
      absent.put(NAME, "no change at p ≤ " + ALARM);
      return Optional.empty();
    }
    return point.map(found -> change(found, days, provisional));
  }

  private static Change change(ChangePoint point, VersionOutcomes days, boolean provisional) {
    List<LocalDate> dates = List.copyOf(days.days().keySet());
    return new Change(
        dates.get(point.index()),
        point.before(),
        point.after(),
        point.after() - point.before(),
        point.p(),
        point.countBefore(),
        days.labels() - point.countBefore(),
        provisional);
  }
}
