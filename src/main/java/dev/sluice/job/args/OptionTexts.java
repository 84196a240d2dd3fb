package dev.sluice.job.args;

import dev.sluice.job.settings.ConfigErrors;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the texts of options, and notes those that cannot be read. */
record OptionTexts(ConfigErrors errors) {
  private static final String DAY = "Write a day as 2026-10-28.";

  /** Returns the day; null if there is none, or none that can be read. */
  @Nullable
  LocalDate day(String option, @Nullable String text) {
    return parsed(option, text, LocalDate::parse, DAY);
  }

  /** Returns the value; null if there is none, or none that can be read. */
  <T> @Nullable T parsed(
      String option, @Nullable String text, Function<String, T> parse, String remedy) {
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      errors.add(option, text, "cannot be read", remedy);
      return null;
    }
  }
}
