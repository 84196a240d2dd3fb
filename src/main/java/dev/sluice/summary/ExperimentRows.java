package dev.sluice.summary;

import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.ExperimentFigures.Step;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Rows of all experiments of one name: the best of them, and a row for each run.
 *
 * <p>{@code config} is path → value, each value of the type that it has in the table; {@code changes} is path →
 * {before, after}, without before for added paths and without after for removed ones. Paths are map keys as {@link
 * KeyParts#key} writes them.
 */
final class ExperimentRows {
  /** Limit of steps in the BEST row; the rows of the runs have them all. */
  static final int MAX_STEPS = 100;

  private static final String NO_CONFIG = "the experiment has no configuration";

  private ExperimentRows() {}

  static Stream<Row> of(ExperimentFigures figures, Keys keys, RowFactory rowFactory) {
    Iterator<Step> steps = figures.steps().iterator();
    List<Row> runs = figures.runs().stream()
        .map(run -> run(figures, run, run.best() ? step(steps.next()) : none(), keys, rowFactory))
        .toList();
    return Stream.concat(Stream.of(best(figures, keys, rowFactory)), runs.stream());
  }

  private static Row best(ExperimentFigures f, Keys keys, RowFactory rowFactory) {
    Attributes attributes = common(
            f, f.lastStep().map(ExperimentRows::step).orElseGet(ExperimentRows::noBest))
        .text("bestId", f.bestId())
        .time("bestTime", f.bestTime())
        .figure("bestValue", f.bestValue())
        .count("total", f.runs().size())
        .count("completed", f.completed())
        .count("unmeasured", f.unmeasured())
        .count("failed", f.failed())
        .count("running", f.running())
        .count("runsSinceBest", f.runsSinceBest())
        .count("completedSinceBest", f.completedSinceBest())
        .counts("byStatus", f.byStatus())
        .absent(f.absent());
    config(attributes, f.bestRun().map(Run::config).orElse(Map.of()));
    steps(attributes, f.steps());
    return rowFactory.row(
        keys.best(f.name()),
        attributes,
        null,
        RowOrder.byItems("total"),
        List.of("changes", "config", "steps", "byStatus"));
  }

  private static void steps(Attributes attributes, List<Step> steps) {
    int left = Math.max(0, steps.size() - MAX_STEPS);
    List<AttributeValue> newest =
        steps.subList(left, steps.size()).stream().map(ExperimentRows::brief).toList();
    attributes.with("steps", AttributeValue.fromL(newest));
    if (left > 0) {
      attributes.leftOut("steps", "all but the newest " + MAX_STEPS + " of " + steps.size());
    }
  }

  private static AttributeValue brief(Step step) {
    return new Attributes()
        .text("id", step.id())
        .time("time", step.time())
        .text("createdAt", step.timeText())
        .figure("value", step.value())
        .figure("gain", step.gain())
        .figure("relativeGain", step.relativeGain())
        .nested();
  }

  private static Row run(
      ExperimentFigures f, Run run, Attributes step, Keys keys, RowFactory rowFactory) {
    Attributes attributes = common(f, step)
        .text("id", run.id())
        .text("createdAt", run.timeText())
        .time("time", run.time())
        .text("status", run.status())
        .figure("value", run.value())
        .flag("best", run.best());
    if (run.value() == null) {
      attributes.absent("value", f.metric() + " is missing or not a number");
    }
    config(attributes, run.config());
    return rowFactory.row(
        keys.experimentRun(f.name(), run.timeText(), run.id()),
        attributes,
        null,
        RowOrder.BY_POSITION,
        List.of("changes", "config"));
  }

  private static Attributes common(ExperimentFigures figures, Attributes attributes) {
    return attributes
        .text("name", figures.name())
        .text("metric", figures.metric())
        .text("better", figures.better().name().toLowerCase(Locale.ROOT));
  }

  private static Attributes none() {
    return new Attributes();
  }

  private static Attributes noBest() {
    String reason = "no experiment is the best";
    return new Attributes().absent("gain", reason).absent("relativeGain", reason);
  }

  /** Adds the run that was improved on, and the gain. */
  private static Attributes step(Step step) {
    Attributes attributes = new Attributes()
        .text("beforeId", step.beforeId())
        .figure("beforeValue", step.beforeValue())
        .figure("gain", step.gain())
        .figure("relativeGain", step.relativeGain())
        .absent(step.absent());
    if (step.beforeId() != null) {
      Attributes changes = new Attributes();
      step.changes().forEach(change -> changes.map(KeyParts.key(change.place()), change(change)));
      attributes.map("changes", changes);
    }
    return attributes;
  }

  private static Attributes change(Change change) {
    Attributes both = new Attributes();
    if (change.before() != null) {
      both.with("before", SettingValue.of(change.before()));
    }
    if (change.after() != null) {
      both.with("after", SettingValue.of(change.after()));
    }
    return both;
  }

  private static void config(Attributes attributes, Map<String, Setting> config) {
    if (config.isEmpty()) {
      attributes.absent("config", NO_CONFIG);
      return;
    }
    Attributes settings = new Attributes();
    config.forEach((path, setting) -> settings.with(KeyParts.key(path), SettingValue.of(setting)));
    attributes.map("config", settings);
  }
}
