package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_LOW;
import static dev.sluice.analytics.AccuracyStatistic.MAE;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.LatencyFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A model's versions: their days, requests, and figures over each version's last 28 days. */
final class VersionTable {
  private static final int MAX_ROWS = 50;

  private VersionTable() {}

  /** Returns the table; empty if there is only one version. */
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
    List<ModelFigures.Version> ranked = model.versions().stream()
        .sorted(Comparator.comparingLong(VersionTable::requests).reversed())
        .toList();
    ranked.stream()
        .limit(MAX_ROWS)
        .sorted(ModelFigures.Version.ORDER)
        .forEach(version -> row(table, version, model.numeric()));
    if (ranked.size() > MAX_ROWS) {
      others(table, ranked.subList(MAX_ROWS, ranked.size()), model.numeric());
    }
    return Optional.of(table.build());
  }

  /** Adds a row that sums up the least requested versions. */
  private static void others(
      DataTable.Builder table, List<ModelFigures.Version> others, boolean numeric) {
    List<Cell> cells = new ArrayList<>(List.of(
        Cell.text(first(others)),
        Cell.text(last(others)),
        Cell.count(others.stream().mapToLong(VersionTable::requests).sum()),
        Cell.count(others.stream().mapToLong(VersionTable::failed).sum())));
    for (int i = 0; i < (numeric ? 2 : 3); i++) {
      cells.add(Cell.none("of each version only"));
    }
    table.others(Notation.count(others.size(), "other"), cells);
  }

  private static String first(List<ModelFigures.Version> others) {
    return others.stream()
        .map(ModelFigures.Version::first)
        .min(Comparator.naturalOrder())
        .map(LocalDate::toString)
        .orElse(Notation.NONE);
  }

  private static String last(List<ModelFigures.Version> others) {
    return others.stream()
        .map(ModelFigures.Version::last)
        .max(Comparator.naturalOrder())
        .map(LocalDate::toString)
        .orElse(Notation.NONE);
  }

  private static long requests(ModelFigures.Version version) {
    return version.latency().stream().mapToLong(LatencyFigures::requests).sum();
  }

  private static long failed(ModelFigures.Version version) {
    return version.latency().stream().mapToLong(LatencyFigures::failed).sum();
  }

  private static void row(DataTable.Builder table, ModelFigures.Version version, boolean numeric) {
    List<Cell> run = List.of(
        Cell.text(version.first().toString()),
        Cell.text(version.last().toString()),
        Cell.count(requests(version)),
        Cell.count(failed(version)));
    List<Cell> cells = new ArrayList<>(run);
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
          rolling.value(MAE) == null
              ? Cell.none("no labels")
              : Cell.number(Notation.number(rolling.value(MAE))));
      return;
    }
    cells.add(
        rolling.value(ACCURACY) == null
            ? Cell.none("no labels")
            : Cell.number(Notation.percent(rolling.value(ACCURACY))));
    cells.add(
        rolling.value(ACCURACY_LOW) == null
            ? Cell.none("no labels")
            : Cell.number(
                Notation.interval(rolling.value(ACCURACY_LOW), rolling.value(ACCURACY_HIGH))));
  }
}
