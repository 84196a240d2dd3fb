package dev.sluice.job;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.access.AccessPath;
import dev.sluice.access.Forecast;
import dev.sluice.job.console.TextTable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The time and cost of one access path.
 *
 * @param minutes at the capacity that the run may use; null: unknown, or no limit
 * @param dollars cost of one run; null: unknown, or the capacity is paid by the hour
 * @param dollarsAMonth cost of {@value Costing#RUNS_A_MONTH} runs
 */
record AccessPathEstimate(
    @JsonUnwrapped Forecast forecast,
    @Nullable Double minutes,
    @Nullable Double dollars,
    @Nullable Double dollarsAMonth) {
  private static final double SECONDS = 60;

  static AccessPathEstimate of(Forecast way, Costing costing) {
    Double units = way.readUnits();
    Double pace = way.unitsPerSecond();
    return new AccessPathEstimate(
        way,
        units == null || pace == null ? null : units / pace / SECONDS,
        costing.dollars(way),
        costing.dollarsAMonth(way));
  }

  /** Returns the chosen access path. */
  static AccessPathEstimate taken(List<AccessPathEstimate> paths) {
    return paths.stream().filter(path -> path.forecast.taken()).findFirst().orElseThrow();
  }

  /** Returns all access paths as a table; the chosen one has a star. */
  static List<String> lines(List<AccessPathEstimate> paths) {
    return new TextTable<AccessPathEstimate>()
        .left(" ", way -> way.forecast.taken() ? "*" : "")
        .left("path", way -> way.forecast.kind().toString())
        .left("index", way -> way.forecast.index() == null ? "-" : way.forecast.index())
        .right("parts", AccessPathEstimate::parts)
        .right("tasks", way -> count(way.forecast.tasks()))
        .right("read units", way -> Amounts.tenths(way.forecast.readUnits()))
        .right("minutes", way -> Amounts.of(way.minutes))
        .right("US dollars", way -> Amounts.of(way.dollars))
        .right("a month", way -> Amounts.of(way.dollarsAMonth))
        .print(paths)
        .lines()
        .toList();
  }

  private static String parts(AccessPathEstimate way) {
    Integer parts = way.forecast.parts();
    return parts == null
        ? "-"
        : count(parts) + (way.forecast.kind() == AccessPath.Kind.QUERY ? " queries" : " segments");
  }

  private static String count(@Nullable Integer number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%,d", number);
  }

  String whyInWords() {
    return forecast.kind()
        + (forecast.taken() ? " is taken: " : " is not taken: ")
        + forecast.why();
  }
}
