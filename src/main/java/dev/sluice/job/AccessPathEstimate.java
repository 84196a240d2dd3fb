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

  static AccessPathEstimate of(Forecast forecast, Costing costing) {
    Double units = forecast.readUnits();
    Double pace = forecast.unitsPerSecond();
    return new AccessPathEstimate(
        forecast,
        units == null || pace == null ? null : units / pace / SECONDS,
        costing.dollars(forecast),
        costing.dollarsAMonth(forecast));
  }

  /** Returns the same estimate of a path that a run takes, or does not, for this reason. */
  AccessPathEstimate decided(boolean taken, String why) {
    return new AccessPathEstimate(forecast.decided(taken, why), minutes, dollars, dollarsAMonth);
  }

  AccessPath.Kind kind() {
    return forecast.kind();
  }

  /** Returns the chosen access path. */
  static AccessPathEstimate taken(List<AccessPathEstimate> paths) {
    return paths.stream().filter(path -> path.forecast.taken()).findFirst().orElseThrow();
  }

  /** Returns all access paths as a table; the chosen one has a star. */
  static List<String> lines(List<AccessPathEstimate> paths) {
    return new TextTable<AccessPathEstimate>()
        .left(" ", path -> path.forecast.taken() ? "*" : "")
        .left("path", path -> path.forecast.kind().toString())
        .left("index", path -> path.forecast.index() == null ? "-" : path.forecast.index())
        .right("parts", AccessPathEstimate::parts)
        .right("tasks", path -> count(path.forecast.tasks()))
        .right("read units", path -> Amounts.tenths(path.forecast.readUnits()))
        .right("minutes", path -> Amounts.of(path.minutes))
        .right("US dollars", path -> Amounts.of(path.dollars))
        .right("a month", path -> Amounts.of(path.dollarsAMonth))
        .print(paths)
        .lines()
        .toList();
  }

  private static String parts(AccessPathEstimate path) {
    Integer parts = path.forecast.parts();
    return parts == null ? "-" : count(parts) + " " + path.forecast.kind().parts();
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
