package dev.sluice.job.args;

import dev.sluice.job.settings.ConfigErrors;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The days that the options of a command name; null: not given.
 *
 * @param date {@code --date}
 * @param from {@code --from}
 * @param to {@code --to}
 * @param unreadable whether one of them was given and cannot be read, which has been noted
 */
record DayOptions(
    @Nullable LocalDate date,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    boolean unreadable) {
  private static final Set<Verb> OF_FIGURES = Set.of(Verb.RUN, Verb.ANALYZE, Verb.PUBLISH);

  /** Reads the options, and notes those that cannot be read. */
  static DayOptions of(Options.Common given, OptionTexts texts) {
    LocalDate date = texts.day("--date", given.date);
    LocalDate from = texts.day("--from", given.from);
    LocalDate to = texts.day("--to", given.to);
    boolean unreadable = (date == null) != (given.date == null)
        || (from == null) != (given.from == null)
        || (to == null) != (given.to == null);
    return new DayOptions(date, from, to, unreadable);
  }

  /** Returns the last day that figures cover; null: the usual one. */
  @Nullable
  LocalDate last() {
    return date == null ? to : date;
  }

  /** Notes days that contradict each other, or mean nothing to the command. */
  void check(Verb verb, ConfigErrors errors) {
    if (from != null && to != null && from.isAfter(to)) {
      errors.add("--from", from.toString(), "is after --to " + to, "Write the earlier day first.");
    }
    if (OF_FIGURES.contains(verb)) {
      if (!unreadable) {
        checkSpan(errors);
      }
    } else if (verb != Verb.SUMMARY) {
      refuse("--from", from, verb, errors);
      refuse("--to", to, verb, errors);
    }
  }

  private void checkSpan(ConfigErrors errors) {
    if (from != null && to == null) {
      errors.add("--to", "", "is missing beside --from " + from, "Add the last day, --to DAY.");
    }
    if (to != null && from == null) {
      errors.add(
          "--from",
          "",
          "is missing beside --to " + to,
          "Add the first day, or write --date " + to + " for the look-back up to that day.");
    }
    if (date != null && (from != null || to != null)) {
      errors.add(
          "--date",
          date.toString(),
          "contradicts --from and --to, which name the days themselves",
          "Leave --date out; --to is the last day.");
    }
  }

  private static void refuse(
      String option, @Nullable LocalDate day, Verb verb, ConfigErrors errors) {
    if (day != null) {
      errors.add(
          option,
          day.toString(),
          "has no effect on " + verb.word(),
          "Leave it out; run, analyze, publish and summary take it.");
    }
  }
}
