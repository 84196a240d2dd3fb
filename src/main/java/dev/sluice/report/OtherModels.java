package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.MAE;

import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyStatistic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models beyond the rows of the status table: the most requested by name, all of them summed up. */
final class OtherModels {
  private static final int MAX_ROWS = 150;

  private OtherModels() {}

  /**
   * Returns their table; null if there are none.
   *
   * @param others the most notable first
   */
  static @Nullable DataTable of(List<ModelFigures> others, Period period) {
    if (others.isEmpty()) {
      return null;
    }
    DataTable.Builder table = DataTable.of(
            Notation.count(others.size(), "other model") + ", " + period.inWords())
        .words("Model")
        .numbers("Requests", "Failed", "p95", "Accuracy, 7 days", "MAE, 7 days");
    table.row("all of these together", sums(others));
    others.stream().limit(MAX_ROWS).forEach(model -> table.row(model.name(), row(model)));
    return table.without(Math.max(0, others.size() - MAX_ROWS)).build();
  }

  private static List<Cell> sums(List<ModelFigures> others) {
    Cell each = Cell.none("of each model only");
    return List.of(
        Cell.count(others.stream().mapToLong(ModelFigures::requests).sum()),
        Cell.count(others.stream().mapToLong(ModelFigures::failed).sum()),
        each,
        each,
        each);
  }

  private static List<Cell> row(ModelFigures model) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.count(model.requests()));
    cells.add(Cell.count(model.failed()));
    Headline headline = model.headline();
    cells.add(
        cell(Notation.duration(headline == null ? null : headline.value(LatencyStatistic.P95))));
    cells.add(cell(Notation.percent(headline == null ? null : headline.value(ACCURACY))));
    cells.add(cell(Notation.number(headline == null ? null : headline.value(MAE))));
    return cells;
  }

  private static Cell cell(String text) {
    return text.equals(Notation.NONE) ? Cell.none("not defined") : Cell.number(text);
  }
}
