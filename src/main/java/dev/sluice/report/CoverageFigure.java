package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many of each day's predictions have a label. */
final class CoverageFigure {
  private CoverageFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("coverage");
    long predicted =
        model.accuracy().stream().mapToLong(AccuracyFigures::predicted).sum();
    long labelled =
        model.accuracy().stream().mapToLong(AccuracyFigures::labelled).sum();
    if (predicted == 0) {
      return Figure.empty(id, "Label coverage", "There was no prediction in this period.");
    }
    String title =
        "%s of predictions are labelled".formatted(Notation.percent((double) labelled / predicted));
    return new Figure(
        id,
        title,
        "n = " + Notation.count(predicted, "prediction") + ", " + model.period().inWords(),
        keys(model),
        plot(model).svg(id, model.name() + ": " + title),
        null,
        table(model));
  }

  private static List<Figure.Key> keys(ModelFigures model) {
    List<Figure.Key> keys = new ArrayList<>();
    keys.add(new Figure.Key(Ink.DAY, "box", "labelled"));
    if (model.accuracy().stream().anyMatch(row -> row.status() == Status.PROVISIONAL)) {
      keys.add(new Figure.Key(Ink.PROVISIONAL, "box", "provisional"));
    }
    return keys;
  }

  private static Plot plot(ModelFigures model) {
    Plot plot = Plot.framed(Sizes.WIDTH, Sizes.HEIGHT)
        .axis(model.period().axis())
        .axis(AccuracyFigure.share(0, 1));
    for (Status status : Status.values()) {
      Series.Builder series = new Series.Builder();
      model.accuracy().stream()
          .filter(row -> row.status() == status)
          .forEach(row -> series.add(AccuracyFigure.at(row), row.coverage(), 1));
      Series points = series.build();
      if (!points.isEmpty()) {
        plot.layer(Layer.columns(points, status == Status.FINAL ? Ink.DAY : Ink.PROVISIONAL, 0.72));
      }
    }
    return plot;
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": labels by day of the prediction")
        .words("Day")
        .numbers("Predicted", "Labelled", "Coverage")
        .words("Status");
    for (AccuracyFigures row : model.accuracy()) {
      table.row(
          row.window().label(),
          Cell.count(row.predicted()),
          Cell.count(row.labelled()),
          Cell.number(Notation.percent(row.coverage()), row.absent(), "coverage"),
          Cell.text(row.status().name().toLowerCase(Locale.ROOT)));
    }
    return table.build();
  }
}
