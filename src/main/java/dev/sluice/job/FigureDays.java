package dev.sluice.job;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.dataset.run.Begun;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.settings.AnalyticsRules;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days whose figures a command computes or publishes: those of the look-back up to a logical day, or a span.
 *
 * @param date the logical day, or the last day of the span
 * @param from the first day of the span; null: the look-back decides
 */
record FigureDays(LocalDate date, @Nullable LocalDate from) {
  /**
   * Returns the days that the options name.
   *
   * @param usual the last day that is over: the logical day unless an option names another
   * @throws InvalidConfigurationException if a span goes on after it
   */
  static FigureDays of(Invocation invocation, LocalDate usual) {
    LocalDate date = invocation.date();
    FigureDays days = new FigureDays(date == null ? usual : date, invocation.from());
    days.mustBeOver(usual);
    return days;
  }

  /** Returns the days that a run has begun with. */
  static FigureDays of(Begun begun) {
    return new FigureDays(begun.date(), begun.from());
  }

  boolean isSpan() {
    return from != null;
  }

  /**
   * Refuses a span of which the data have only a part.
   *
   * @param lastWhole the last day that was over when the data were read
   * @throws InvalidConfigurationException if the span goes on after it
   */
  void mustBeOver(LocalDate lastWhole) {
    if (isSpan() && date.isAfter(lastWhole)) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "--to",
          date.toString(),
          "is after " + lastWhole + ", the last day that is whole in the data",
          "Write --to " + lastWhole + ", or an earlier day.")));
    }
  }

  /**
   * Returns the rules for these days.
   *
   * @param lastWhole as above
   */
  AnalyticsSettings rules(AnalyticsRules rules, LocalDate lastWhole) {
    AnalyticsSettings upTo = rules.on(date);
    return from == null ? upTo : upTo.from(from, lastWhole);
  }

  /** Adds the days of a span to the result. */
  void tell(Outcome outcome) {
    if (from != null) {
      outcome.field("from", from.toString());
      outcome.field("to", date.toString());
      outcome.line("days", this.toString());
    }
  }

  /** Returns {@code 2026-10-01 to 2026-10-28}, or {@code 2026-10-28}. */
  @Override
  public String toString() {
    return from == null ? date.toString() : from + " to " + date;
  }
}
