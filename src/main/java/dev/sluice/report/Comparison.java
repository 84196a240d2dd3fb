package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_LOW;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the accuracy of the last seven days with that of each of the three seven-day periods before them. Two
 * periods differ if their Wilson intervals are disjoint and each has {@link #MIN_VALUES} labels; otherwise nothing is
 * stated.
 *
 * @param last the last seven days
 * @param lower the most recent earlier period with a lower accuracy
 * @param higher the most recent earlier period with a higher accuracy
 * @param compared number of earlier periods that were compared
 */
record Comparison(Week last, Optional<Week> lower, Optional<Week> higher, int compared) {
  /** The fewest labels for a comparison. */
  static final int MIN_VALUES = 100;

  /** Seven days, identified by their last one. */
  record Week(LocalDate end, Rolling rolling) {
    private boolean enough() {
      return rolling.labelled() >= MIN_VALUES && rolling.value(ACCURACY) != null;
    }

    private boolean below(Week other) {
      Double high = rolling.value(ACCURACY_HIGH);
      Double low = other.rolling.value(ACCURACY_LOW);
      return high != null && low != null && high < low;
    }

    String accuracy() {
      return Notation.percent(rolling.value(ACCURACY));
    }

    /** Returns {@code 22–28 Oct}. */
    String days() {
      return Notation.days(end.minusDays(6), end);
    }

    String both() {
      return accuracy() + " (" + days() + ")";
    }
  }

  /** Returns the comparison; empty if the last seven days have too few labels. */
  static Optional<Comparison> of(List<AccuracyFigures> days) {
    if (days.isEmpty()) {
      return Optional.empty();
    }
    Map<LocalDate, Week> weeks = days.stream()
        .map(row -> new Week(Period.day(row.window()), row.rolling7()))
        .collect(Collectors.toMap(Week::end, Function.identity(), (a, b) -> b));
    Week last = weeks.get(Period.day(days.get(days.size() - 1).window()));
    if (last == null || !last.enough()) {
      return Optional.empty();
    }
    List<Week> before = Stream.of(7, 14, 21)
        .map(back -> Optional.ofNullable(weeks.get(last.end().minusDays(back))))
        .flatMap(Optional::stream)
        .filter(Week::enough)
        .toList();
    return Optional.of(new Comparison(
        last,
        first(before, week -> week.below(last)),
        first(before, week -> last.below(week)),
        before.size()));
  }

  private static Optional<Week> first(List<Week> weeks, Predicate<Week> test) {
    return weeks.stream().filter(test).findFirst();
  }

  boolean fell() {
    return higher.isPresent();
  }

  /** Returns the comparison as a title. */
  String inWords() {
    if (higher.isPresent() && lower.isPresent()) {
      return "Accuracy %s, below %s but above %s"
          .formatted(last.both(), higher.get().both(), lower.get().both());
    }
    if (higher.isPresent()) {
      return "Accuracy fell from %s to %s".formatted(higher.get().both(), last.both());
    }
    if (lower.isPresent()) {
      return "Accuracy rose from %s to %s".formatted(lower.get().both(), last.both());
    }
    return compared == 0
        ? "Accuracy " + last.both()
        : "Accuracy %s, not told apart from the weeks before".formatted(last.both());
  }
}
