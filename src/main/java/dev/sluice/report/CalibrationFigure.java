package dev.sluice.report;

import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.Calibration.Bin;
import dev.sluice.analytics.statistics.Wilson;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Calibration of the confidence: the share of correct predictions in each bin of confidence. */
final class CalibrationFigure {
  private static final double BAR = 0.02;
  private static final int MARKS = 5;
  private static final double MARGIN = 0.03;

  /** Space to the right of the last label of the x axis. */
  private static final double RIGHT = 0.08;

  private CalibrationFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("calibration");
    return last(model)
        .map(calibration -> of(model, calibration, id))
        .orElseGet(() -> Figure.empty(
            id,
            "Calibration",
            "No labelled prediction of the last 28 days has a usable confidence."));
  }

  /** Returns the calibration of the 28 days that end with the last day that has one. */
  private static Optional<Calibration> last(ModelFigures model) {
    return model.accuracy().stream()
        .flatMap(row -> Stream.ofNullable(row.calibration28()))
        .filter(calibration -> calibration.count() > 0)
        .reduce((before, after) -> after);
  }

  private static Figure of(ModelFigures model, Calibration calibration, String id) {
    String title = title(calibration);
    return new Figure(
        id,
        title,
        "n = " + Notation.count(calibration.count(), "label") + " with a confidence, last 28 days",
        List.of(
            new Figure.Key(Ink.DAY, "dot", "share right, by confidence"),
            new Figure.Key(Ink.BAND, "box", "95 % interval"),
            new Figure.Key(Ink.AXIS, "dash", "as right as confident")),
        Chart.of(id, model.name() + ": " + title, () -> plot(calibration.bins())),
        table(model, calibration));
  }

  private static String title(Calibration calibration) {
    double confidence = calibration.bins().stream()
            .mapToDouble(bin -> bin.confidence() * bin.count())
            .sum()
        / calibration.count();
    double right =
        (double) calibration.bins().stream().mapToLong(Bin::correct).sum() / calibration.count();
    return "Confidence %s on average, right %s: off by %s (expected calibration error), Brier score %s"
        .formatted(
            Notation.percent(confidence),
            Notation.percent(right),
            Notation.percent(calibration.expectedError()),
            Notation.number(calibration.brier()));
  }

  private static Plot plot(List<Bin> bins) {
    double low = lowest(bins);
    Axis x = axis("x", low);
    Axis y = axis("y", low);
    Layer.Bars intervals = new Layer.Bars(BAR * (1 - low));
    Series.Builder points = new Series.Builder();
    for (Bin bin : bins) {
      Wilson interval = Wilson.of(bin.correct(), bin.count());
      intervals.add(bin.confidence(), interval.low(), interval.high());
      points.add(bin.confidence(), bin.accuracy(), 1);
    }
    Series diagonal = new Series.Builder().add(low, low, 1).add(1, 1.0, 1).build();
    return Plot.framed(Sizes.WIDTH, Sizes.HEIGHT)
        .axis(x)
        .axis(y)
        .layer(intervals.layer(Ink.BAND))
        .layer(Layer.line(diagonal, Ink.AXIS, 0.6).set("linetype", "dashed"))
        .layer(Layer.dots(points.build(), Ink.DAY, 2.4));
  }

  /** Returns the start of the axes: no confidence or interval is below it. */
  private static double lowest(List<Bin> bins) {
    double low = 1;
    for (Bin bin : bins) {
      low = Math.min(
          low, Math.min(bin.from(), Wilson.of(bin.correct(), bin.count()).low()));
    }
    return Math.floor(low * 10) / 10;
  }

  private static Axis axis(String name, double low) {
    return new Axis(
        name,
        low - MARGIN * (1 - low),
        1 + (name.equals("x") ? RIGHT : MARGIN) * (1 - low),
        Ticks.linear(low, 1, MARKS, Notation::share),
        false);
  }

  private static DataTable table(ModelFigures model, Calibration calibration) {
    DataTable.Builder table = DataTable.of(model.name() + ": confidence against what was right")
        .words("Confidence")
        .numbers("n", "Right", "Mean confidence", "Share right", "95 % interval");
    for (Bin bin : calibration.bins()) {
      Wilson interval = Wilson.of(bin.correct(), bin.count());
      table.row(
          Notation.interval(bin.from(), bin.to()),
          Cell.count(bin.count()),
          Cell.count(bin.correct()),
          Cell.number(Notation.percent(bin.confidence())),
          Cell.number(Notation.percent(bin.accuracy())),
          Cell.number(Notation.interval(interval.low(), interval.high())));
    }
    Calibration.Excluded excluded = calibration.excluded();
    table.row("no confidence", left(excluded.missing()));
    table.row("not a number", left(excluded.nonNumeric()));
    table.row("below 0 or above 1", left(excluded.outOfRange()));
    return table.build();
  }

  private static List<Cell> left(long count) {
    Cell none = Cell.none("left out");
    return List.of(Cell.count(count), none, none, none, none);
  }
}
