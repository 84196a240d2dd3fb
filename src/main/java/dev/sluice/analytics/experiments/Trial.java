package dev.sluice.analytics.experiments;

import dev.sluice.analytics.ExperimentFigures.Run;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One experiment as the table has it. What it does not have is {@code -}; without a readable time it comes last.
 *
 * @param value the metric; null where it is missing or no number
 */
record Trial(
    String name,
    String id,
    @Nullable Instant time,
    String timeText,
    String status,
    @Nullable Double value) {
  /** By (time, id). */
  static final Comparator<Trial> ORDER = Comparator.comparing(
          Trial::time, Comparator.nullsLast(Comparator.naturalOrder()))
      .thenComparing(Trial::timeText)
      .thenComparing(Trial::id);

  private static final String NONE = "-";

  static Trial of(Row row) {
    @Nullable Long micros = row.getAs("micros");
    return new Trial(
        text(row, "name"),
        text(row, "id"),
        micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
        text(row, "time"),
        text(row, "status"),
        row.getAs("value"));
  }

  private static String text(Row row, String column) {
    @Nullable String text = row.getAs(column);
    return text == null ? NONE : text;
  }

  Run run(boolean best) {
    return new Run(id, time, timeText, status, value, best);
  }
}
