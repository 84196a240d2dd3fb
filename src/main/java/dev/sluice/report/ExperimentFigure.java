package dev.sluice.report;

import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs of one experiment by time, and the best value so far as a step line. */
final class ExperimentFigure {
  private static final double DAY = 86_400;
  private static final int MAX_ROWS = 50;
  private static final int MAX_DRAWN = 200;
  private static final int MARKS = 5;

  private final ExperimentFigures experiment;
  private final ZoneId zone;
  private final String id;
  private final String name;
  private final List<Run> drawn;

  private ExperimentFigure(ExperimentFigures experiment, int number, ZoneId zone) {
    this.experiment = experiment;
    this.zone = zone;
    this.id = "x" + number;
    this.name = PlainText.brief(experiment.name());
    this.drawn = newest(experiment.runs().stream()
        .filter(run -> run.time() != null && isDrawable(run.value()))
        .toList());
  }

  private static boolean isDrawable(@Nullable Double value) {
    return value != null && Double.isFinite(value);
  }

  /** Returns the latest runs and those that were the best so far. */
  private static List<Run> newest(List<Run> runs) {
    int first = Math.max(0, runs.size() - MAX_DRAWN);
    List<Run> best = runs.subList(0, first).stream().filter(Run::best).toList();
    return Stream.concat(
            best.stream().skip(Math.max(0, best.size() - MAX_DRAWN)),
            runs.subList(first, runs.size()).stream())
        .toList();
  }

  static Figure of(ExperimentFigures experiment, int number, ZoneId zone) {
    return new ExperimentFigure(experiment, number, zone).figure();
  }

  private Figure figure() {
    String n = "n = "
        + Notation.count(experiment.runs().size(), "run")
        + ": "
        + Notation.count(experiment.completed())
        + " completed, "
        + counted(experiment.failed())
        + " failed, "
        + counted(experiment.running())
        + " running";
    if (drawn.isEmpty()) {
      String why = "No run has a time and a usable " + PlainText.brief(experiment.metric()) + ".";
      return new Figure(id, name, n, List.of(), Chart.none(why), runs());
    }
    Figure figure = new Figure(
        id,
        title(),
        n,
        List.of(
            new Figure.Key(
                Ink.BEST, "line", "best so far, " + PlainText.brief(experiment.metric())),
            new Figure.Key(Ink.RUN, "dot", "run")),
        Chart.of(id, title(), this::plot),
        runs());
    return figure.noting(notes());
  }

  /** Returns the count, or a note that these runs were not included. */
  private static String counted(@Nullable Long runs) {
    return runs == null ? "an unknown number" : Notation.count(runs);
  }

  private String title() {
    if (experiment.bestId() == null) {
      return name + ": no run completed with a usable value";
    }
    return "%s: best %s, by %s"
        .formatted(
            name, Notation.number(experiment.bestValue()), PlainText.brief(experiment.bestId()));
  }

  /** Returns notes on the step to the best run and the runs since. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (experiment.runs().size() > MAX_DRAWN) {
      notes.add("Drawn are the last %s runs with a value, and those before them that were the best."
          .formatted(Notation.count(MAX_DRAWN)));
    }
    experiment
        .lastStep()
        .filter(step -> step.gain() != null)
        .ifPresent(step -> notes.add("Better than the best before it by %s, with %s."
            .formatted(Notation.number(step.gain()), StepTable.changes(step.changes()))));
    if (experiment.runsSinceBest() != null) {
      notes.add(Notation.count(experiment.runsSinceBest(), "run")
          + " since, "
          + counted(experiment.completedSinceBest())
          + " of them completed.");
    }
    return notes;
  }

  private Plot plot() {
    double first = at(drawn.get(0));
    double last = at(drawn.get(drawn.size() - 1));
    double margin = Math.max(0.5, (last - first) * 0.02);
    Axis x = time(first - margin, last + margin);
    Axis y = values();
    Series.Builder runs = new Series.Builder();
    Series.Builder best = new Series.Builder();
    double latest = Double.NaN;
    for (Run run : drawn) {
      Double value = Objects.requireNonNull(run.value());
      runs.add(at(run), value, Double.MAX_VALUE);
      if (run.best()) {
        best.add(at(run), value, Double.MAX_VALUE);
        latest = value;
      }
    }
    Plot plot = Plot.framed(Sizes.WIDTH, Sizes.HEIGHT).axis(x).axis(y);
    plot.layer(Layer.dots(runs.build(), Ink.RUN, 1.4));
    if (!Double.isNaN(latest)) {
      Series dots = best.build();
      Series steps = best.add(last + margin, latest, Double.MAX_VALUE).build();
      plot.layer(Layer.of("step")
          .column("x", steps.x())
          .column("y", steps.y())
          .stroke(Ink.BEST)
          .size(1.0));
      plot.layer(Layer.dots(dots, Ink.BEST, 2.0));
    }
    return plot;
  }

  private static double at(Run run) {
    return Objects.requireNonNull(run.time()).getEpochSecond() / DAY;
  }

  private Axis time(double low, double high) {
    Ticks ticks = high - low < MARKS
        ? Ticks.linear(low, high, MARKS, this::hour)
        : Ticks.linear(low, high, MARKS, this::day);
    return new Axis("x", low, high, ticks, false);
  }

  private String day(double at) {
    return Notation.day(Instant.ofEpochSecond((long) (at * DAY)).atZone(zone).toLocalDate());
  }

  private String hour(double at) {
    var time = Instant.ofEpochSecond((long) (at * DAY)).atZone(zone);
    return String.format(
        Locale.ROOT,
        "%s %02d:%02d",
        Notation.day(time.toLocalDate()),
        time.getHour(),
        time.getMinute());
  }

  private Axis values() {
    double low = drawn.stream()
        .mapToDouble(run -> Objects.requireNonNull(run.value()))
        .min()
        .orElse(0);
    double high = drawn.stream()
        .mapToDouble(run -> Objects.requireNonNull(run.value()))
        .max()
        .orElse(1);
    double margin = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) * 0.1, 1e-6);
    return new Axis(
        "y",
        low - margin,
        high + margin,
        Ticks.linear(low - margin, high + margin, MARKS, Notation::number),
        false);
  }

  private DataTable runs() {
    List<Run> latest = new ArrayList<>(experiment.runs());
    String caption = name + ": runs by time";
    if (latest.size() > MAX_ROWS) {
      latest = latest.subList(latest.size() - MAX_ROWS, latest.size());
      caption = name + ": the last " + MAX_ROWS + " runs by time";
    }
    String direction =
        experiment.better() == Better.LARGER ? " (larger is better)" : " (smaller is better)";
    DataTable.Builder table = DataTable.of(caption)
        .words("Run", "Time", "Status")
        .numbers(PlainText.brief(experiment.metric()) + direction)
        .words("Best so far");
    for (Run run : latest) {
      table.row(
          PlainText.of(run.id()),
          Cell.text(StepTable.time(run.time(), run.timeText(), zone)),
          Cell.text(PlainText.brief(run.status())),
          run.value() == null
              ? Cell.none("missing or no number")
              : Cell.number(Notation.number(run.value())),
          Cell.text(run.best() ? "yes" : ""));
    }
    return table.build();
  }
}
