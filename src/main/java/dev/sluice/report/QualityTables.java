package dev.sluice.report;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.dataset.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What the figures rest on: the tables read, the latencies left out, the items in no window. */
final class QualityTables {
  private static final int MOST_ROWS = 100;

  private QualityTables() {}

  static List<DataTable> of(Figures figures, Manifest manifest, List<ModelFigures> models) {
    return List.of(tables(manifest), excluded(models), outside(figures));
  }

  private static DataTable tables(Manifest manifest) {
    DataTable.Builder table = DataTable.of(
            "Tables read: scanned = filtered + expired + rejected + written")
        .words("Table", "Role", "Read by")
        .numbers("Scanned", "Filtered", "Expired", "Rejected", "Written");
    new TreeMap<>(manifest.tables())
        .forEach((name, entry) -> table.row(
            PlainText.of(name),
            Cell.text(entry.role().name().toLowerCase(Locale.ROOT)),
            Cell.text(PlainText.of(entry.kind())),
            Cell.count(entry.scanned()),
            Cell.count(entry.filtered()),
            Cell.count(entry.expired()),
            entry.rejected() > 0
                ? Cell.count(entry.rejected()).styled("bad")
                : Cell.count(entry.rejected()),
            Cell.count(entry.written())));
    return table.build();
  }

  private static DataTable excluded(List<ModelFigures> models) {
    DataTable.Builder table = DataTable.of("Latencies: how many were used, and why others were not")
        .words("Model")
        .numbers(
            "Requests",
            "Used",
            "of these text",
            "Missing",
            "NULL",
            "Not a number",
            "Not finite",
            "Negative");
    List<ModelFigures> ranked = models.stream()
        .sorted(Comparator.comparingLong(QualityTables::leftOut).reversed())
        .toList();
    ranked.stream()
        .limit(MOST_ROWS)
        .sorted(Comparator.comparing(ModelFigures::number))
        .forEach(model -> table.row(PlainText.of(model.model()), excludedOf(List.of(model))));
    if (ranked.size() > MOST_ROWS) {
      List<ModelFigures> others = ranked.subList(MOST_ROWS, ranked.size());
      table.others(Notation.count(others.size(), "other model"), excludedOf(others));
    }
    return table.build();
  }

  private static long leftOut(ModelFigures model) {
    return model.latency().stream().mapToLong(row -> row.requests() - row.count()).sum();
  }

  private static List<Cell> excludedOf(List<ModelFigures> models) {
    return Stream.<ToLongFunction<LatencyFigures>>of(
            LatencyFigures::requests,
            LatencyFigures::count,
            LatencyFigures::numericStrings,
            row -> row.excluded().missing(),
            row -> row.excluded().nulls(),
            row -> row.excluded().nonNumeric(),
            row -> row.excluded().notFinite(),
            row -> row.excluded().negative())
        .map(figure -> Cell.count(models.stream()
            .flatMap(model -> model.latency().stream())
            .mapToLong(figure)
            .sum()))
        .toList();
  }

  private static DataTable outside(Figures figures) {
    return DataTable.of("Items in no window")
        .words("Items")
        .numbers("How many")
        .row("undated: time missing or unreadable", Cell.count(figures.undated()))
        .row("unmodelled: dated, but without a model", Cell.count(figures.unmodelled()))
        .build();
  }
}
