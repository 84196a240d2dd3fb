package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_LOW;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.Statistic;
import dev.sluice.analytics.TargetKind;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Accuracy by day with its Wilson interval, and over seven days; for models that predict classes. */
final class AccuracyFigure {
  /** A little above all, so that the dots of perfect days are whole. */
  static final double TOP = 1.008;

  private AccuracyFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("accuracy");
    List<AccuracyFigures> days =
        model.accuracy().stream().filter(row -> row.value(ACCURACY) != null).toList();
    if (days.isEmpty()) {
      return Figure.empty(id, "Accuracy", model.unlabelled());
    }
    AccuracyNarrative signals = new AccuracyNarrative(model);
    String title = signals
        .changeInWords()
        .or(() -> Comparison.of(model.accuracy()).map(Comparison::inWords))
        .orElse("Accuracy by day");
    Figure figure = new Figure(
        id,
        title,
        "n = "
            + Notation.count(days.stream().mapToLong(AccuracyFigures::labelled).sum(), "label")
            + ", "
            + model.period().inWords(),
        keys(model, days),
        Chart.of(id, model.name() + ": " + title, () -> plot(model, days)),
        table(model));
    return figure.noting(signals.notes());
  }

  private static List<Figure.Key> keys(ModelFigures model, List<AccuracyFigures> days) {
    List<Figure.Key> keys = new ArrayList<>();
    keys.add(new Figure.Key(Ink.ROLLING, "line", "7 days"));
    keys.add(new Figure.Key(Ink.DAY, "dot", "day"));
    if (days.stream().anyMatch(row -> row.status() == Status.PROVISIONAL)) {
      keys.add(new Figure.Key(Ink.DAY, "ring", "day, provisional"));
    }
    keys.add(new Figure.Key(Ink.BAND, "box", "95 % interval"));
    keys.add(new Figure.Key(Ink.ROLLING28, "line", "28 days"));
    Majority.of(days).ifPresent(majority -> keys.add(majority(majority, axis(days))));
    if (new AccuracyNarrative(model).change().isPresent()) {
      keys.add(new Figure.Key(Ink.OBJECTIVE, "dots", "change point"));
    }
    keys.addAll(VersionMarkers.keys(model));
    return keys;
  }

  private static Figure.Key majority(Majority majority, Axis y) {
    boolean drawn = majority.accuracy() > y.low();
    return new Figure.Key(
        Ink.BASELINE, drawn ? "dash" : "none", majority.inWords() + (drawn ? "" : ", far below"));
  }

  private static Plot plot(ModelFigures model, List<AccuracyFigures> days) {
    Axis y = axis(days);
    Plot plot = Plot.framed(Sizes.WIDTH, Sizes.HEIGHT)
        .axis(model.period().axis())
        .axis(y)
        .layer(band(days, y));
    VersionMarkers.draw(model, plot, y);
    VersionMarkers.change(model, plot);
    Majority.of(days)
        .filter(majority -> majority.accuracy() > y.low())
        .ifPresent(majority -> plot.layer(Layer.level(majority.accuracy(), Ink.BASELINE)));
    line(model, row -> row.rolling28().value(ACCURACY), Ink.ROLLING28, plot);
    line(model, row -> row.rolling7().value(ACCURACY), Ink.ROLLING, plot);
    for (Status status : Status.values()) {
      dots(days, status, plot);
    }
    return plot;
  }

  /** Each day's interval as wide as the day: it claims nothing between days. */
  private static Layer band(List<AccuracyFigures> days, Axis y) {
    Layer.Bars bars = new Layer.Bars(1);
    for (AccuracyFigures row : days) {
      Double low = row.value(ACCURACY_LOW);
      Double high = row.value(ACCURACY_HIGH);
      if (low != null && high != null) {
        bars.add(at(row), Math.max(low, y.low()), Math.min(high, y.high()));
      }
    }
    return bars.layer(Ink.BAND);
  }

  private static void dots(List<AccuracyFigures> days, Status status, Plot plot) {
    Series.Builder series = new Series.Builder();
    days.stream()
        .filter(row -> row.status() == status)
        .forEach(row -> series.add(at(row), row.value(ACCURACY), 1));
    Series points = series.build();
    if (!points.isEmpty()) {
      plot.layer(Layer.dots(points, Ink.DAY, status == Status.FINAL ? 2.4 : 1.8)
          .set("shape", status == Status.FINAL ? 16.0 : 1.0));
    }
  }

  private static void line(
      ModelFigures model, Function<AccuracyFigures, @Nullable Double> figure, Ink ink, Plot plot) {
    Series.Builder series = new Series.Builder();
    model.accuracy().forEach(row -> series.add(at(row), figure.apply(row), 1));
    Series points = series.build();
    if (!points.isEmpty()) {
      plot.layer(Layer.line(points, ink, 1.1));
    }
  }

  static double at(AccuracyFigures row) {
    return Period.at(Period.day(row.window()));
  }

  private static Axis axis(List<AccuracyFigures> days) {
    double lowest = days.stream()
        .mapToDouble(row -> Objects.requireNonNullElse(row.value(ACCURACY_LOW), 1.0))
        .filter(Double::isFinite)
        .min()
        .orElse(0);
    return share(Math.max(0, lowest - 0.02), TOP);
  }

  /** An axis of shares, marked in percent. */
  static Axis share(double low, double high) {
    return new Axis("y", low, high, Ticks.linear(low, high, 5, AccuracyFigure::percent), false);
  }

  private static String percent(double share) {
    double percent = Math.round(share * 1000) / 10.0;
    return percent == Math.rint(percent)
        ? (long) percent + "\u202F%"
        : String.format(Locale.ROOT, "%.1f\u202F%%", percent);
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": accuracy by day of the prediction")
        .words("Day")
        .numbers("Labelled")
        .numbers(titles(TargetKind.CLASS))
        .numbers("7 days", "n of 7 days", "28 days", "n of 28 days", "Majority class")
        .words("Status");
    model.accuracy().forEach(row -> table.row(row.window().label(), cells(row)));
    return table.build();
  }

  /** The titles of the statistics of such a target that have a column in the table by day. */
  static String[] titles(TargetKind target) {
    return columns(target).values().toArray(String[]::new);
  }

  private static Map<AccuracyStatistic, String> columns(TargetKind target) {
    Map<AccuracyStatistic, String> columns =
        Statistic.columns(AccuracyStatistic.class, Statistic::reportColumn);
    columns.keySet().removeIf(statistic -> !statistic.isOf(target));
    return columns;
  }

  /** The labels of a day, and its statistics that have a column. */
  static List<Cell> statistics(AccuracyFigures row, TargetKind target) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.count(row.labelled())));
    columns(target).keySet().forEach(statistic -> cells.add(Cell.statistic(row, statistic)));
    return cells;
  }

  private static List<Cell> cells(AccuracyFigures row) {
    List<Cell> cells = statistics(row, TargetKind.CLASS);
    cells.add(rolling(row, row.rolling7(), "rolling7"));
    cells.add(Cell.count(row.rolling7().labelled()));
    cells.add(rolling(row, row.rolling28(), "rolling28"));
    cells.add(Cell.count(row.rolling28().labelled()));
    cells.add(
        row.majority() == null
            ? Cell.none("no labels")
            : Cell.number(Notation.percent(row.majority().accuracy())));
    cells.add(Cell.text(row.status().name().toLowerCase(Locale.ROOT)));
    return cells;
  }

  private static Cell rolling(AccuracyFigures row, Rolling days, String name) {
    return Cell.number(Notation.percent(days.value(ACCURACY)), row.absent(), name);
  }
}
