package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.MAE;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.TargetKind;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mean absolute error by day and over seven days; for models that predict numbers. */
final class ErrorFigure {
  private ErrorFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("error");
    List<AccuracyFigures> days =
        model.accuracy().stream().filter(row -> row.value(MAE) != null).toList();
    if (days.isEmpty()) {
      return Figure.empty(id, "Error", model.unlabelled());
    }
    AccuracyNarrative signals = new AccuracyNarrative(model);
    String title = signals.changeInWords().orElseGet(() -> title(model));
    Figure figure = new Figure(
        id,
        title,
        "n = "
            + Notation.count(days.stream().mapToLong(AccuracyFigures::labelled).sum(), "label")
            + ", "
            + model.period().inWords(),
        List.of(
            new Figure.Key(Ink.ROLLING, "line", "mean absolute error, 7 days"),
            new Figure.Key(Ink.DAY, "dot", "day")),
        Chart.of(id, model.name() + ": " + title, () -> plot(model)),
        table(model));
    return figure.noting(signals.notes());
  }

  private static String title(ModelFigures model) {
    return model
        .lastAccuracy()
        .filter(row -> row.rolling7().value(MAE) != null)
        .map(row -> "Mean absolute error %s over the last 7 days"
            .formatted(Notation.number(row.rolling7().value(MAE))))
        .orElse("Mean absolute error by day");
  }

  private static Plot plot(ModelFigures model) {
    Series day = series(model, row -> row.value(MAE));
    Series rolling = series(model, row -> row.rolling7().value(MAE));
    double high =
        1.1 * Stream.concat(day.y().stream(), rolling.y().stream()).reduce(0.0, Math::max);
    double top = high > 0 ? high : 1;
    Axis y = new Axis("y", 0, top, Ticks.linear(0, top, 5, Notation::number), false);
    Plot plot =
        Plot.framed(Sizes.WIDTH, Sizes.HEIGHT).axis(model.period().axis()).axis(y);
    VersionMarkers.draw(model, plot, y);
    VersionMarkers.change(model, plot);
    return plot.layer(Layer.line(rolling, Ink.ROLLING, 1.1)).layer(Layer.dots(day, Ink.DAY, 1.6));
  }

  private static Series series(
      ModelFigures model, Function<AccuracyFigures, @Nullable Double> figure) {
    Series.Builder series = new Series.Builder();
    model.accuracy().forEach(row -> series.add(AccuracyFigure.at(row), figure.apply(row), 1));
    return series.build();
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(
            model.name() + ": error by day of the prediction, in the target's unit")
        .words("Day")
        .numbers("Labelled")
        .numbers(AccuracyFigure.titles(TargetKind.NUMERIC))
        .numbers("MAE, 7 days", "n of 7 days")
        .words("Status");
    model.accuracy().forEach(row -> table.row(row.window().label(), cells(row)));
    return table.build();
  }

  private static List<Cell> cells(AccuracyFigures row) {
    List<Cell> cells = AccuracyFigure.statistics(row, TargetKind.NUMERIC);
    Double week = row.rolling7().value(MAE);
    cells.add(Cell.number(Notation.number(week), row.absent(), "rolling7"));
    cells.add(Cell.count(row.rolling7().labelled()));
    cells.add(Cell.text(row.status().name().toLowerCase(Locale.ROOT)));
    return cells;
  }
}
