package dev.sluice.job;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.StandingRows;
import dev.sluice.dataset.days.DayStore;
import dev.sluice.dataset.days.StoredDays;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of earlier figures that hold still: of days before the first one that has changed since, or whose labels
 * have become mature.
 *
 * @param asOf the instant of the figures to come
 */
record StandingFigures(
    DayStore store, EarlierFigures earlier, AnalyticsSettings rules, Instant asOf) {
  /** A day's labels are mature at some time within them. */
  private static final int MAX_DAYS_TO_MATURITY = 5_000;

  /** Returns the rows that figures of these days need not compute. */
  StandingRows of(StoredDays days) {
    return Optional.ofNullable(days.made().after())
        .filter(after -> store
            .find(after)
            .filter(before -> isSameBut(before.made(), days.made()))
            .isPresent())
        .flatMap(earlier::named)
        .flatMap(figures -> rows(figures, days.made().since()))
        .orElse(StandingRows.NONE);
  }

  /** Returns whether earlier figures were made by the same rules, and reach as far back. */
  private static boolean isSameBut(StoredDays.Made before, StoredDays.Made now) {
    return before.rules().equals(now.rules())
        && (before.first() == null
            || (now.first() != null && !now.first().isBefore(before.first())));
  }

  private Optional<StandingRows> rows(Figures figures, @Nullable LocalDate since) {
    boolean continues = !figures.others().any()
        && figures.targets().equals(rules.standing())
        && !figures.date().isAfter(rules.date())
        && !figures.asOf().isAfter(asOf);
    return continues
        ? firstImmature(figures)
            .map(immature -> since == null || immature.isBefore(since) ? immature : since)
            .map(until -> new StandingRows(until, figures.latency(), figures.accuracy()))
        : Optional.empty();
  }

  /**
   * Returns the first day whose labels were not mature at the time of figures, at most the one after their last; empty if
   * it is too long ago.
   */
  private Optional<LocalDate> firstImmature(Figures figures) {
    LocalDate day = figures.date().plusDays(1);
    for (int i = 0; i < MAX_DAYS_TO_MATURITY; i++) {
      if (!rules.matureAt(day.minusDays(1)).isAfter(figures.asOf())) {
        return Optional.of(day);
      }
      day = day.minusDays(1);
    }
    return Optional.empty();
  }
}
