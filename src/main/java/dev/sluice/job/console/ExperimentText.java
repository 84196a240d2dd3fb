package dev.sluice.job.console;

import static dev.sluice.job.console.SummaryCells.count;
import static dev.sluice.job.console.SummaryCells.percent;
import static dev.sluice.job.console.SummaryCells.significant;
import static dev.sluice.job.console.SummaryCells.text;

import dev.sluice.failure.Printable;
import dev.sluice.summary.SummaryRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Formats the rows of one experiment's name for a terminal: the best run, the steps to it, and every run. Values of
 * configurations are printed exactly as stored.
 */
final class ExperimentText {
  private ExperimentText() {}

  static String of(List<SummaryRow> rows) {
    StringBuilder out = new StringBuilder();
    rows.stream().filter(SummaryRow::isBest).forEach(row -> out.append(best(row)));
    List<SummaryRow> runs = rows.stream().filter(row -> !row.isBest()).toList();
    List<SummaryRow> steps = runs.stream().filter(row -> row.flag("best")).toList();
    if (!steps.isEmpty()) {
      out.append(System.lineSeparator()).append(steps(steps)).append(System.lineSeparator());
    }
    return out.append(runs(runs)).toString();
  }

  private static String best(SummaryRow row) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(
        "%s: best %s %s by %s; %s runs, %s completed%s, %s failed, %s running",
        text(row, "name"),
        text(row, "metric"),
        significant(row.number("bestValue")),
        text(row, "bestId"),
        count(row, "total"),
        count(row, "completed"),
        row.count("unmeasured").orElse(0) > 0
            ? " (" + count(row, "unmeasured") + " without a value)"
            : "",
        count(row, "failed"),
        count(row, "running")));
    if (row.count("runsSinceBest").isPresent()) {
      lines.add(String.format(
          "runs since the best: %s, completed: %s",
          count(row, "runsSinceBest"), count(row, "completedSinceBest")));
    }
    Map<String, Object> config = row.within("config").attributes();
    if (!config.isEmpty()) {
      lines.add("configured with " + settings(config));
    }
    return lines.stream()
        .map(line -> Printable.message(line) + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String settings(Map<String, Object> config) {
    return config.entrySet().stream()
        .map(setting -> Printable.brief(setting.getKey()) + " = " + printed(setting.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String steps(List<SummaryRow> steps) {
    return new TextTable<SummaryRow>()
        .left("best so far", ExperimentText::created)
        .left("id", row -> text(row, "id"))
        .right("value", row -> significant(row.number("value")))
        .right("better by", row -> significant(row.number("gain")))
        .right("", row -> share(row.number("relativeGain")))
        .left("configured otherwise", row -> changes(row.within("changes")))
        .print(steps);
  }

  private static String runs(List<SummaryRow> runs) {
    return new TextTable<SummaryRow>()
        .left("created", ExperimentText::created)
        .left("id", row -> text(row, "id"))
        .left("status", row -> text(row, "status"))
        .right("value", row -> significant(row.number("value")))
        .left("", row -> row.flag("best") ? "best so far" : "")
        .print(runs);
  }

  /** Returns {@code algorithm knn → svc, + c 0.28, − neighbours 27}. */
  private static String changes(SummaryRow changes) {
    return changes.attributes().isEmpty()
        ? SummaryCells.NONE
        : changes.attributes().keySet().stream()
            .map(path -> change(Printable.brief(path), changes.within(path).attributes()))
            .collect(Collectors.joining(", "));
  }

  private static String change(String path, Map<String, Object> both) {
    Object before = both.get("before");
    Object after = both.get("after");
    if (before != null && after != null) {
      return path + " " + printed(before) + " → " + printed(after);
    }
    return before == null
        ? "+ " + path + " " + printed(both.getOrDefault("after", ""))
        : "− " + path + " " + printed(before);
  }

  private static String printed(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return Printable.brief(value instanceof String text ? text : SummaryRow.json(value));
  }

  /** Returns a share; empty text if there is none. */
  private static String share(OptionalDouble share) {
    return share.isPresent() ? percent(share) : "";
  }

  private static String created(SummaryRow row) {
    return row.text("time").orElse(text(row, "createdAt"));
  }
}
