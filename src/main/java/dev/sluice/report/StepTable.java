package dev.sluice.report;

import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.ExperimentFigures.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps that improved an experiment: their gains, and the settings that changed. */
final class StepTable {
  private static final int MAX_ROWS = 30;
  private static final int MAX_CHANGES = 8;
  private static final int MAX_NAME_LENGTH = 30;
  private static final String FIRST = "the first with a value";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private StepTable() {}

  /** Returns the latest improvements of one experiment, the newest first. */
  static DataTable of(ExperimentFigures experiment, ZoneId zone) {
    List<Step> steps = experiment.steps();
    List<Step> latest = steps.subList(Math.max(0, steps.size() - MAX_ROWS), steps.size());
    DataTable.Builder table = DataTable.of(PlainText.brief(experiment.name())
            + (latest.size() < steps.size()
                ? ": the last %d of %s improvements"
                    .formatted(MAX_ROWS, Notation.count(steps.size()))
                : ": what was the best so far, and what led there"))
        .words("Run", "Time")
        .numbers(PlainText.brief(experiment.metric()), "Better by", "In percent")
        .words("Configured otherwise than the best before");
    for (int i = latest.size() - 1; i >= 0; i--) {
      row(table, latest.get(i), zone);
    }
    return table.build();
  }

  private static void row(DataTable.Builder table, Step step, ZoneId zone) {
    table.row(
        PlainText.of(step.id()),
        Cell.text(time(step.time(), step.timeText(), zone)),
        Cell.number(Notation.number(step.value())),
        Cell.number(Notation.number(step.gain()), step.absent(), "gain"),
        Cell.number(Notation.percent(step.relativeGain()), step.absent(), "relativeGain"),
        step.beforeId() == null
            ? Cell.text(FIRST)
            : Cell.text(changes(step.changes())).styled("long"));
  }

  /** Returns {@code 2026-10-22 03:08}, or the stored text if it is no time. */
  static String time(@Nullable Instant time, String text, ZoneId zone) {
    return time == null ? PlainText.brief(text) : MINUTE.format(time.atZone(zone));
  }

  /** Returns {@code depth 3 → 4, rate 0.1 → 0.05}. */
  static String changes(List<Change> changes) {
    if (changes.isEmpty()) {
      return "nothing";
    }
    String first = changes.stream()
        .limit(MAX_CHANGES)
        .map(change -> "%s %s → %s"
            .formatted(
                PlainText.brief(change.place(), MAX_NAME_LENGTH),
                value(change.before()),
                value(change.after())))
        .collect(Collectors.joining(", "));
    return changes.size() > MAX_CHANGES
        ? first + " and " + (changes.size() - MAX_CHANGES) + " more"
        : first;
  }

  private static String value(@Nullable Setting setting) {
    return setting == null ? "none" : PlainText.brief(setting.text(), MAX_NAME_LENGTH);
  }
}
