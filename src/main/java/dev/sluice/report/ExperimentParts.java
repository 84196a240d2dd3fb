package dev.sluice.report;

import com.samskivert.mustache.Template;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.report.PageView.Part;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/** The experiments, by name, while the page has room: each has a chart and a table of its improvements. */
final class ExperimentParts {
  private static final int MAX_BYTES = 320_000;
  private static final int MAX_STEPS_BYTES = 130_000;
  private static final int MAX_PARTS = 12;

  private final List<ExperimentFigures> experiments;
  private final ZoneId zone;
  private final PageBudget charts = new PageBudget(MAX_BYTES);
  private final PageBudget steps = new PageBudget(MAX_STEPS_BYTES);
  private int included;

  ExperimentParts(List<ExperimentFigures> all, ZoneId zone, Template chart, Template table) {
    this.experiments = all.stream()
        .sorted(Comparator.comparing(ExperimentFigures::name))
        .limit(MAX_PARTS)
        .toList();
    this.zone = zone;
    while (included < experiments.size() && isAdded(experiments.get(included), chart, table)) {
      included++;
    }
  }

  private boolean isAdded(ExperimentFigures experiment, Template chart, Template table) {
    int number = included + 1;
    String name = PlainText.brief(experiment.name());
    Figure figure =
        Figure.of("x" + number, name, () -> ExperimentFigure.of(experiment, number, zone));
    if (!charts.takes(chart.execute(figure))) {
      return false;
    }
    if (!experiment.steps().isEmpty()) {
      steps.takes(table.execute(Fallback.of(
          name,
          () -> StepTable.of(experiment, zone),
          reason -> DataTable.saying(name, "This table " + reason))));
    }
    return true;
  }

  List<Part> charts() {
    return charts.parts();
  }

  List<Part> steps() {
    return steps.parts();
  }

  int included() {
    return included;
  }
}
