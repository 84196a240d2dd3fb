package dev.sluice.report;

import static dev.sluice.analytics.LatencyStatistic.ERROR_BUDGET_BURN;
import static dev.sluice.analytics.LatencyStatistic.SLO_COMPLIANCE;
import static dev.sluice.analytics.LatencyStatistic.SLO_GOOD;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import dev.sluice.report.chart.Ticks;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The burn rate of the objective's error budget: 1 spends exactly the budget that the target leaves. */
final class BudgetFigure {
  private static final int MARKS = 5;

  private BudgetFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("budget");
    List<LatencyFigures> days = model.latency().stream()
        .filter(row -> row.value(ERROR_BUDGET_BURN) != null)
        .toList();
    if (days.isEmpty()) {
      return Figure.empty(
          id,
          "Error budget",
          "No latency objective and target were set for this period, or no latency was usable.");
    }
    String title = title(days);
    return new Figure(
        id,
        title,
        "n = " + Notation.count(count(days)) + " usable latencies, "
            + model.period().inWords(),
        List.of(
            new Figure.Key(Ink.DAY, "box", "within"),
            new Figure.Key(Ink.FAILED, "box", "overspent"),
            new Figure.Key(Ink.OBJECTIVE, "dash", "what the target leaves")),
        Chart.of(id, model.name() + ": " + title, () -> plot(model, days)),
        table(model));
  }

  private static String title(List<LatencyFigures> days) {
    Double all = burn(days);
    long over = days.stream().filter(BudgetFigure::overspent).count();
    return "Error budget: %s of what the target leaves was spent%s"
        .formatted(
            all == null ? Notation.NONE : Notation.percent(all),
            over == 0 ? "" : ", more than all of it on " + Notation.count(over, "day"));
  }

  /**
   * Returns the burn rate of all these days together, from their counts; null if their targets differ or nothing
   * counts.
   */
  static @Nullable Double burn(List<LatencyFigures> days) {
    List<Double> targets = days.stream()
        .flatMap(row -> Stream.ofNullable(row.sloTarget()))
        .distinct()
        .toList();
    long count = count(days);
    if (targets.size() != 1 || targets.get(0) >= 1 || count == 0) {
      return null;
    }
    long good = days.stream()
        .flatMap(row -> Stream.ofNullable(row.value(SLO_GOOD)))
        .mapToLong(Double::longValue)
        .sum();
    return (double) (count - good) / count / (1 - targets.get(0));
  }

  private static long count(List<LatencyFigures> days) {
    return days.stream().mapToLong(LatencyFigures::count).sum();
  }

  private static boolean overspent(LatencyFigures row) {
    return burn(row) > 1;
  }

  private static double burn(LatencyFigures row) {
    Double burn = row.value(ERROR_BUDGET_BURN);
    return burn == null ? 0 : burn;
  }

  private static Plot plot(ModelFigures model, List<LatencyFigures> days) {
    double most = days.stream().mapToDouble(BudgetFigure::burn).max().orElse(1);
    double top = 1.15 * Math.max(1, most);
    Plot plot = Plot.framed(Sizes.WIDTH, Sizes.HEIGHT)
        .axis(model.period().axis())
        .axis(new Axis("y", 0, top, Ticks.linear(0, top, MARKS, Notation::share), false));
    columns(days, row -> !overspent(row), Ink.DAY, plot);
    columns(days, BudgetFigure::overspent, Ink.FAILED, plot);
    return plot.layer(Layer.level(1, Ink.OBJECTIVE));
  }

  private static void columns(
      List<LatencyFigures> days, Predicate<LatencyFigures> which, Ink ink, Plot plot) {
    Series.Builder series = new Series.Builder();
    days.stream()
        .filter(which)
        .forEach(row ->
            series.add(Period.at(Period.day(row.window())), row.value(ERROR_BUDGET_BURN), 1));
    Series columns = series.build();
    if (!columns.isEmpty()) {
      plot.layer(Layer.columns(columns, ink, 0.72));
    }
  }

  private static DataTable table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": error budget by day")
        .words("Day")
        .numbers("n", "Within objective", "Share", "Target", "Budget spent");
    for (LatencyFigures row : model.latency()) {
      table.row(
          row.window().label(),
          Cell.count(row.count()),
          Cell.statistic(row, SLO_GOOD),
          Cell.statistic(row, SLO_COMPLIANCE),
          Cell.number(Notation.percent(row.sloTarget()), row.absent(), "sloTarget"),
          Cell.statistic(row, ERROR_BUDGET_BURN));
    }
    return table.build();
  }
}
