package dev.sluice.job.console;

import static dev.sluice.job.console.SummaryCells.NONE;
import static dev.sluice.job.console.SummaryCells.count;
import static dev.sluice.job.console.SummaryCells.milliseconds;
import static dev.sluice.job.console.SummaryCells.percent;
import static dev.sluice.job.console.SummaryCells.significant;
import static dev.sluice.job.console.SummaryCells.text;

import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Statistic;
import dev.sluice.analytics.TargetKind;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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
    return statistics(table, Statistic.columns(LatencyStatistic.class, Statistic::consoleColumn))
        .left("slower than", SummaryPrinter::slowerThan)
        .print(lines);
  }

  /** Returns accuracy rows, one a line. */
  public static String accuracy(List<SummaryRow> rows) {
    Map<AccuracyStatistic, String> classes =
        Statistic.columns(AccuracyStatistic.class, Statistic::consoleColumn);
    Map<AccuracyStatistic, String> numbers = new EnumMap<>(classes);
    classes.keySet().removeIf(statistic -> !statistic.isOf(TargetKind.CLASS));
    numbers.keySet().removeAll(classes.keySet());
    TextTable<SummaryRow> table = new TextTable<SummaryRow>()
        .left("window", row -> row.window().orElse(NONE))
        .left("model", row -> text(row, "model"))
        .left("version", row -> text(row, "version"))
        .right("predicted", row -> count(row, "predicted"))
        .right("labelled", row -> count(row, "labelled"));
    statistics(table, classes)
        .right("7 days", row -> statistic(row.within("rolling7"), AccuracyStatistic.ACCURACY));
    return statistics(table, numbers)
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

  /** Returns board rows, one a line; in the board of all sources a model is {@code orders#wine}. */
  public static String board(List<SummaryRow> rows) {
    TextTable<SummaryRow> table = new TextTable<SummaryRow>()
        .left("model", SummaryPrinter::model)
        .left("day", row -> text(row, "day"))
        .right("requests", row -> count(row, "requests"));
    statistics(table, Statistic.columns(LatencyStatistic.class, Statistic::consoleBoardColumn))
        .left("slower", row -> row.attributes().containsKey("slower") ? yesOrNo(row) : NONE)
        .right("labels, 7 days", row -> count(row, "labelled"));
    return statistics(
            table, Statistic.columns(AccuracyStatistic.class, Statistic::consoleBoardColumn))
        .left("changed", SignalText::change)
        .left("compared", SignalText::comparisons)
        .print(rows);
  }

  private static String model(SummaryRow row) {
    String model = text(row, "model");
    return row.text("sourceName").isPresent() ? text(row, "sourceName") + "#" + model : model;
  }

  /** Adds the statistics that have a column, under the column's title. */
  private static TextTable<SummaryRow> statistics(
      TextTable<SummaryRow> table, Map<? extends Statistic<?>, String> columns) {
    columns.forEach((statistic, heading) -> table.right(heading, row -> statistic(row, statistic)));
    return table;
  }

  private static String statistic(SummaryRow row, Statistic<?> statistic) {
    if (statistic instanceof AccuracyStatistic end && end.intervalFrom() != null) {
      return interval(value(row, end.intervalFrom()), value(row, end));
    }
    return value(row, statistic);
  }

  private static String value(SummaryRow row, Statistic<?> statistic) {
    OptionalDouble value = row.number(statistic.attribute());
    return switch (statistic.unit()) {
      case COUNT -> count(row, statistic.attribute());
      case MILLISECONDS -> milliseconds(value);
      case SHARE -> percent(value);
      case RATIO, TARGET, COEFFICIENT -> significant(value);
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

  private static String interval(String low, String high) {
    return low.equals(NONE) || high.equals(NONE) ? NONE : low + " – " + high;
  }
}
