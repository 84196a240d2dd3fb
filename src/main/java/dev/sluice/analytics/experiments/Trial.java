package dev.sluice.analytics.experiments;

import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.SortedMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One experiment as stored in the table. A missing text is {@code -}; an experiment without a readable time comes last.
 *
 * @param value the metric with all its digits; null if it is missing or no number
 */
record Trial(
    String name,
    String id,
    @Nullable Instant time,
    String timeText,
    String status,
    @Nullable BigDecimal value,
    SortedMap<String, Setting> config) {
  /** Orders by (time, id); the other components separate items that have both in common. */
  static final Comparator<Trial> ORDER = Comparator.comparing(
          Trial::time, Comparator.nullsLast(Comparator.naturalOrder()))
      .thenComparing(Trial::id)
      .thenComparing(Trial::timeText)
      .thenComparing(Trial::status)
      .thenComparing(Trial::value, Comparator.nullsLast(Comparator.naturalOrder()))
      .thenComparing(trial -> trial.config().toString());

  private static final String NONE = "-";

  static Trial of(Row row) {
    @Nullable Long micros = row.getAs("micros");
    @Nullable String value = row.getAs("value");
    return new Trial(
        text(row, "name"),
        text(row, "id"),
        micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
        text(row, "time"),
        text(row, "status"),
        NumberGrammar.parse(value),
        Configuration.of(row.getAs("config")));
  }

  private static String text(Row row, String column) {
    @Nullable String text = row.getAs(column);
    return text == null ? NONE : text;
  }

  Run run(boolean best) {
    return new Run(
        id, time, timeText, status, value == null ? null : value.doubleValue(), best, config);
  }
}
