package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.COVERAGE;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.LabelDelay;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The share of each day's predictions that have a label. */
final class CoverageFigure {
  private static final double HOUR = 3600;
  private static final int MARKS = 3;

  private CoverageFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("coverage");
    long predicted =
        model.accuracy().stream().mapToLong(AccuracyFigures::predicted).sum();
    long labelled =
        model.accuracy().stream().mapToLong(AccuracyFigures::labelled).sum();
    if (predicted == 0) {
      return Figure.empty(id, "Label coverage", none(model));
    }
    String title =
        "%s of predictions are labelled".formatted(Notation.percent((double) labelled / predicted))
            + delay(model);
    return new Figure(
        id,
        title,
        "n = " + Notation.count(predicted, "prediction") + ", " + model.period().inWords(),
        keys(model),
        charts(model, id),
        table(model));
  }

  private static String none(ModelFigures model) {
    return model.unusable().isEmpty()
        ? "There was no prediction in this period."
        : "No prediction can be compared with a label: by type they are "
            + Notation.types(model.unusable())
            + ".";
  }

  private static List<Figure.Key> keys(ModelFigures model) {
    List<Figure.Key> keys = new ArrayList<>();
    keys.add(new Figure.Key(Ink.DAY, "box", "labelled"));
    if (model.accuracy().stream().anyMatch(row -> row.status() == Status.PROVISIONAL)) {
      keys.add(new Figure.Key(Ink.PROVISIONAL, "box", "provisional"));
    }
    if (model.accuracy().stream().anyMatch(row -> row.labelDelay().median() != null)) {
      keys.add(new Figure.Key(Ink.P50, "line", "half of the labels came within"));
      keys.add(new Figure.Key(Ink.P99, "line", "nine in ten"));
    }
    return keys;
  }

  /** Returns the delay of the labels of the last day whose labels are complete. */
  private static String delay(ModelFigures model) {
    return model.accuracy().stream()
        .filter(row -> row.status() == Status.FINAL && row.labelDelay().median() != null)
        .reduce((before, after) -> after)
        .map(row -> ", half of those of %s within %s"
            .formatted(
                Notation.day(Period.day(row.window())),
                Notation.delay(row.labelDelay().median())))
        .orElse("");
  }

  private static Chart charts(ModelFigures model, String id) {
    String name = model.name() + ": ";
    boolean delays = model.accuracy().stream().anyMatch(row -> row.labelDelay().median() != null);
    Axis days = model.period().axis();
    Axis unmarked = new Axis("x", days.low(), days.high(), new Ticks(List.of(), List.of()), false);
    String shares = "share of predictions that are labelled, by day of the prediction";
    if (!delays) {
      return Chart.of(id, name + shares, () -> plot(model, days, Sizes.HEIGHT));
    }
    String hours = "hours until a label came, by day of the prediction";
    return Chart.of(id + "-c", name + shares, () -> plot(model, unmarked, Sizes.UPPER_HEIGHT))
        .above(Chart.of(id + "-d", name + hours, () -> delayPlot(model, days)));
  }

  private static Plot delayPlot(ModelFigures model, Axis days) {
    Series median = hours(model, LabelDelay::median);
    Series p90 = hours(model, LabelDelay::p90);
    double high = Stream.concat(median.y().stream(), p90.y().stream()).reduce(0.0, Math::max);
    double top = high > 0 ? high * 1.1 : 1;
    Axis y = new Axis(
        "y",
        0,
        top,
        Ticks.linear(0, top, MARKS, hours -> Notation.number(hours) + "\u202Fh"),
        false);
    return Plot.framed(Sizes.WIDTH, Sizes.LOWER_HEIGHT)
        .axis(days)
        .axis(y)
        .layer(Layer.line(p90, Ink.P99, 0.9))
        .layer(Layer.dots(p90, Ink.P99, 1.3))
        .layer(Layer.line(median, Ink.P50, 0.9))
        .layer(Layer.dots(median, Ink.P50, 1.3));
  }

  private static Series hours(ModelFigures model, Function<LabelDelay, @Nullable Double> figure) {
    Series.Builder series = new Series.Builder();
    for (AccuracyFigures row : model.accuracy()) {
      Double seconds = figure.apply(row.labelDelay());
      series.add(AccuracyFigure.at(row), seconds == null ? null : (Double) (seconds / HOUR), 1);
    }
    return series.build();
  }

  private static Plot plot(ModelFigures model, Axis days, int height) {
    Plot plot = Plot.framed(Sizes.WIDTH, height).axis(days).axis(AccuracyFigure.share(0, 1));
    for (Status status : Status.values()) {
      Series.Builder series = new Series.Builder();
      model.accuracy().stream()
          .filter(row -> row.status() == status)
          .forEach(row -> series.add(AccuracyFigure.at(row), row.value(COVERAGE), 1));
      Series points = series.build();
      if (!points.isEmpty()) {
        plot.layer(Layer.columns(points, status == Status.FINAL ? Ink.DAY : Ink.PROVISIONAL, 0.72));
      }
    }
    return plot;
  }

  private static Cell delay(@Nullable Double seconds) {
    return seconds == null
        ? Cell.none("no label with a readable time")
        : Cell.number(Notation.delay(seconds));
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": labels by day of the prediction")
        .words("Day")
        .numbers("Predicted", "Labelled", "Coverage", "Half within", "Nine in ten within", "Late")
        .words("Status");
    for (AccuracyFigures row : model.accuracy()) {
      table.row(
          row.window().label(),
          Cell.count(row.predicted()),
          Cell.count(row.labelled()),
          Cell.statistic(row, COVERAGE),
          delay(row.labelDelay().median()),
          delay(row.labelDelay().p90()),
          Cell.count(row.labelDelay().late()),
          Cell.text(row.status().name().toLowerCase(Locale.ROOT)));
    }
    return table.build();
  }
}
