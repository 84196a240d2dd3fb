package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.LatencyFigures;
import java.util.List;
import java.util.Optional;

/** A model's versions: when each ran, how much, and how well over its last 28 days. */
final class VersionTable {
  private VersionTable() {}

  /** Empty where there is but one. */
  static Optional<DataTable> of(ModelFigures model) {
    if (model.versions().size() < 2) {
      return Optional.empty();
    }
    DataTable.Builder table = DataTable.of(
            model.name() + ": versions, " + model.period().inWords())
        .words("Version", "First day", "Last day")
        .numbers("Requests", "Failed", "Labelled, 28 days")
        .numbers(
            model.numeric() ? new String[] {"MAE"} : new String[] {"Accuracy", "95 % interval"});
    model.versions().forEach(version -> row(table, version, model.numeric()));
    return Optional.of(table.build());
  }

  private static void row(DataTable.Builder table, ModelFigures.Version version, boolean numeric) {
    List<Cell> run = List.of(
        Cell.text(version.first().toString()),
        Cell.text(version.last().toString()),
        Cell.count(
            version.latency().stream().mapToLong(LatencyFigures::requests).sum()),
        Cell.count(version.latency().stream().mapToLong(LatencyFigures::failed).sum()));
    List<Cell> cells = new java.util.ArrayList<>(run);
    List<AccuracyFigures> days = version.accuracy();
    if (days.isEmpty()) {
      cells.add(Cell.none("no predictions"));
      cells.add(Cell.none("no predictions"));
      if (!numeric) {
        cells.add(Cell.none("no predictions"));
      }
    } else {
      judgement(days.get(days.size() - 1).rolling28(), numeric, cells);
    }
    table.row(PlainText.of(version.name()), cells);
  }

  private static void judgement(Rolling rolling, boolean numeric, List<Cell> cells) {
    cells.add(Cell.count(rolling.labelled()));
    if (numeric) {
      cells.add(
          rolling.mae() == null
              ? Cell.none("no labels")
              : Cell.number(Notation.number(rolling.mae())));
      return;
    }
    cells.add(
        rolling.accuracy() == null
            ? Cell.none("no labels")
            : Cell.number(Notation.percent(rolling.accuracy())));
    cells.add(
        rolling.accuracyLow() == null
            ? Cell.none("no labels")
            : Cell.number(Notation.interval(rolling.accuracyLow(), rolling.accuracyHigh())));
  }
}
