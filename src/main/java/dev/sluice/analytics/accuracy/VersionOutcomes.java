package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.statistics.Proportion;
import dev.sluice.analytics.statistics.Sample;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Several days of one model and version.
 *
 * @param days the days with predictions
 */
record VersionOutcomes(TargetKind target, NavigableMap<LocalDate, OutcomeCounts> days) {
  /** The fewest labels for a comparison. */
  static final long MIN_LABELS = 100;

  /** Returns the days with labels. */
  VersionOutcomes labelled() {
    return where(day -> judged(day) > 0);
  }

  /** Returns the last days up to this one. */
  VersionOutcomes last(int count, LocalDate day) {
    return new VersionOutcomes(target, days.subMap(day.minusDays(count - 1L), true, day, true));
  }

  VersionOutcomes where(Predicate<LocalDate> condition) {
    NavigableMap<LocalDate, OutcomeCounts> some = new TreeMap<>(days);
    some.keySet().removeIf(condition.negate());
    return new VersionOutcomes(target, some);
  }

  private long judged(LocalDate day) {
    return days.getOrDefault(day, OutcomeCounts.NONE).labelled(target);
  }

  int size() {
    return days.size();
  }

  LocalDate first() {
    return days.firstKey();
  }

  LocalDate last() {
    return days.lastKey();
  }

  OutcomeCounts together() {
    return days.values().stream().reduce(OutcomeCounts.NONE, OutcomeCounts::merge);
  }

  /** Returns the number of judged items. */
  long labels() {
    return together().labelled(target);
  }

  /** Returns each day's accuracy or mean absolute error. */
  double[] figures() {
    return days.values().stream().mapToDouble(day -> sample(day).figure()).toArray();
  }

  List<Proportion> proportions() {
    return days.values().stream().map(OutcomeCounts::proportion).toList();
  }

  List<Sample> errors() {
    return days.values().stream().map(day -> sample(day).errorSample()).toList();
  }

  /** Returns all days together as one sample. */
  OutcomeSample sample() {
    return sample(together());
  }

  private OutcomeSample sample(OutcomeCounts counts) {
    return OutcomeSample.of(target, counts);
  }
}
