package dev.sluice.job.console;

import static dev.sluice.job.console.SummaryCells.NONE;
import static dev.sluice.job.console.SummaryCells.count;
import static dev.sluice.job.console.SummaryCells.milliseconds;
import static dev.sluice.job.console.SummaryCells.percent;
import static dev.sluice.job.console.SummaryCells.significant;
import static dev.sluice.job.console.SummaryCells.text;

import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Formats rows as tables for a terminal. Figures are rounded for display only; absent ones are {@code -}. Latencies are
 * in milliseconds.
 */
public final class SummaryPrinter {
  private SummaryPrinter() {}

  /** Returns one model's latency rows, one a line; below days, all of them together, merged from their sketches. */
  public static String latency(List<SummaryRow> rows) {
    List<SummaryRow> lines = new ArrayList<>(rows);
    SummaryReader.together(rows).ifPresent(lines::add);
    TextTable<SummaryRow> table = new TextTable<SummaryRow>()
        .left("window", row -> row.window().orElse(NONE))
        .left("model", row -> text(row, "model"))
        .left("version", row -> text(row, "version"))
        .right("requests", row -> count(row, "requests"))
        .right("failed", row -> count(row, "failed"));
    return statistics(table, LatencyStatistic::consoleColumn)
        .left("slower than", SummaryPrinter::slowerThan)
        .print(lines);
  }

  /** Returns accuracy rows, one a line. */
  public static String accuracy(List<SummaryRow> rows) {
    return new TextTable<SummaryRow>()
        .left("window", row -> row.window().orElse(NONE))
        .left("model", row -> text(row, "model"))
        .left("version", row -> text(row, "version"))
        .right("predicted", row -> count(row, "predicted"))
        .right("labelled", row -> count(row, "labelled"))
        .right("coverage", row -> percent(row.number("coverage")))
        .right("accuracy", row -> percent(row.number("accuracy")))
        .right("95 % interval", SummaryPrinter::interval)
        .right("7 days", row -> percent(row.within("rolling7").number("accuracy")))
        .right("mae", row -> significant(row.number("mae")))
        .right(
            "calibration error", row -> percent(row.within("calibration").number("expectedError")))
        .right("trend a day", SignalText::trend)
        .left("changed", SignalText::change)
        .left("compared", SignalText::comparison)
        .left("status", row -> text(row, "status"))
        .print(rows);
  }

  /** Returns the rows of one experiment's name: the best run, the steps to it, then a line for each run. */
  public static String experiment(List<SummaryRow> rows) {
    return ExperimentText.of(rows);
  }

  /** Returns board rows, one a line. */
  public static String board(List<SummaryRow> rows) {
    TextTable<SummaryRow> table = new TextTable<SummaryRow>()
        .left("model", row -> text(row, "model"))
        .left("day", row -> text(row, "day"))
        .right("requests", row -> count(row, "requests"));
    return statistics(table, LatencyStatistic::consoleBoardColumn)
        .left("slower", row -> row.attributes().containsKey("slower") ? yesOrNo(row) : NONE)
        .right("labels, 7 days", row -> count(row, "labelled"))
        .right("accuracy", row -> percent(row.number("accuracy")))
        .right("95 % interval", SummaryPrinter::interval)
        .right("mae", row -> significant(row.number("mae")))
        .left("changed", SignalText::change)
        .left("compared", SignalText::comparisons)
        .print(rows);
  }

  /** Adds the statistics of latency that have a column of this kind. */
  private static TextTable<SummaryRow> statistics(
      TextTable<SummaryRow> table, Function<LatencyStatistic, @Nullable String> column) {
    LatencyStatistic.with(column)
        .forEach((statistic, heading) -> table.right(heading, row -> statistic(row, statistic)));
    return table;
  }

  private static String statistic(SummaryRow row, LatencyStatistic statistic) {
    OptionalDouble value = row.number(statistic.attribute());
    return switch (statistic.unit()) {
      case COUNT -> count(row, statistic.attribute());
      case MILLISECONDS -> milliseconds(value);
      case SHARE -> percent(value);
      case RATIO -> significant(value);
    };
  }

  private static String yesOrNo(SummaryRow board) {
    return board.flag("slower") ? "yes" : "no";
  }

  /** Returns empty text, the week before, the baseline version, or both. */
  private static String slowerThan(SummaryRow row) {
    List<String> slower = new ArrayList<>();
    if (row.within("weekBefore").flag("slower")) {
      slower.add("week before");
    }
    SummaryRow baseline = row.within("baseline");
    if (baseline.flag("slower")) {
      slower.add("version " + text(baseline.within("reference"), "version"));
    }
    return String.join(", ", slower);
  }

  private static String interval(SummaryRow row) {
    OptionalDouble low = row.number("accuracyLow");
    OptionalDouble high = row.number("accuracyHigh");
    return low.isPresent() && high.isPresent() ? percent(low) + " – " + percent(high) : NONE;
  }
}
