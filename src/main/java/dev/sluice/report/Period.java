package dev.sluice.report;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ticks;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The days of all charts of the page, the same for all, so that charts can be compared.
 *
 * @param first the first day with figures, at most {@link #MAX_DAYS} days before the last
 * @param last the last day that the run covers
 */
record Period(LocalDate first, LocalDate last) {
  /** A quarter: more days are not legible. */
  static final int MAX_DAYS = 91;

  /** The fewest days of an axis, so that a single day's column does not fill the chart. */
  private static final int MIN_DAYS = 6;

  private static final int LABELS = 5;
  private static final int[] STEPS = {1, 2, 4, 7, 14, 28};

  static Period of(Figures figures) {
    LocalDate last = figures.date();
    LocalDate first = Stream.concat(
            figures.latency().stream().map(row -> row.window()),
            figures.accuracy().stream().map(row -> row.window()))
        .filter(window -> window.grain() == Grain.DAY)
        .map(Period::day)
        .min(LocalDate::compareTo)
        .orElse(last);
    LocalDate earliest = last.minusDays(MAX_DAYS - 1L);
    return new Period(first.isBefore(earliest) ? earliest : first, last);
  }

  static LocalDate day(Window window) {
    return LocalDate.parse(window.label());
  }

  /** Returns the position of a day on the axis. */
  static double at(LocalDate day) {
    return day.toEpochDay();
  }

  boolean holds(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  /** Returns {@code 1–28 Oct}. */
  String inWords() {
    return Notation.days(first, last);
  }

  Axis axis() {
    long length = last.toEpochDay() - first.toEpochDay() + 1;
    int step = STEPS[STEPS.length - 1];
    for (int candidate : STEPS) {
      if ((length - 1) / candidate <= LABELS) {
        step = candidate;
        break;
      }
    }
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(step)) {
      at.add(at(day));
      labels.add(Notation.day(day));
    }
    return new Axis(
        "x",
        Math.min(at(first), at(last) - MIN_DAYS) - 0.6,
        at(last) + 0.6,
        new Ticks(at, labels),
        false);
  }
}
