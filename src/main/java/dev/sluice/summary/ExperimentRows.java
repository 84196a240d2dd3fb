package dev.sluice.summary;

import dev.sluice.analytics.ExperimentFigures;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All experiments of one name: the best of them, and a row for each. */
final class ExperimentRows {
  private ExperimentRows() {}

  static Stream<Row> of(ExperimentFigures figures, Keys keys, Stamp stamp) {
    return Stream.concat(
        Stream.of(best(figures, keys, stamp)),
        figures.runs().stream().map(run -> run(figures, run, keys, stamp)));
  }

  private static Row best(ExperimentFigures f, Keys keys, Stamp stamp) {
    Attributes attributes = common(f)
        .text("bestId", f.bestId())
        .time("bestTime", f.bestTime())
        .figure("bestValue", f.bestValue())
        .count("total", f.runs().size())
        .count("completed", f.completed())
        .count("failed", f.failed())
        .count("running", f.running())
        .counts("byStatus", f.byStatus())
        .absent(f.absent());
    return stamp.row(keys.best(f.name()), attributes, null, "total", List.of("byStatus"));
  }

  private static Row run(ExperimentFigures f, ExperimentFigures.Run run, Keys keys, Stamp stamp) {
    Attributes attributes = common(f)
        .text("id", run.id())
        .text("createdAt", run.timeText())
        .time("time", run.time())
        .text("status", run.status())
        .figure("value", run.value())
        .flag("best", run.best());
    if (run.value() == null) {
      attributes.absent("value", f.metric() + " is missing or not a number");
    }
    return stamp.row(
        keys.experimentRun(f.name(), run.timeText(), run.id()), attributes, null, null, List.of());
  }

  private static Attributes common(ExperimentFigures figures) {
    return new Attributes()
        .text("name", figures.name())
        .text("metric", figures.metric())
        .text("better", figures.better().name().toLowerCase(Locale.ROOT));
  }
}
