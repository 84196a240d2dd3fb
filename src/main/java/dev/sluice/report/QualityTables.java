package dev.sluice.report;

import dev.sluice.analytics.EventQuality;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Figures.DatedItems;
import dev.sluice.analytics.Others;
import dev.sluice.dataset.run.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The basis of the figures: the tables read, the excluded latencies, the items in no window. */
final class QualityTables {
  private QualityTables() {}

  static List<DataTable> of(Figures figures, Manifest manifest, List<ModelFigures> models) {
    return List.of(
        tables(manifest),
        ModelQuality.latencies(models),
        ModelQuality.values(models),
        unusable(figures.quality()),
        outside(figures),
        labels(figures),
        others(figures.others()));
  }

  static DataTable warnings(List<String> warnings) {
    DataTable.Builder table = DataTable.of("What the run warned of").words("Warning");
    warnings.forEach(text -> table.row(PlainText.of(text), List.of()));
    return table.build();
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
            Cell.text(PlainText.of(entry.kind().toString())),
            Cell.count(entry.scanned()),
            Cell.count(entry.filtered()),
            Cell.count(entry.expired()),
            entry.rejected() > 0
                ? Cell.count(entry.rejected()).styled("bad")
                : Cell.count(entry.rejected()),
            Cell.count(entry.written())));
    return table.build();
  }

  private static DataTable unusable(EventQuality quality) {
    DataTable.Builder table = DataTable.of(
            "What is no value to compare or to name by: sets, lists, maps, binary, of labels NULL")
        .words("Model", "Of it", "Types")
        .numbers("Events");
    if (!quality.unusableModels().isEmpty()) {
      row(table, "(no model)", "model", quality.unusableModels());
    }
    rows(table, "version", quality.unusableVersions());
    rows(table, "prediction", quality.unusablePredictions());
    rows(table, "label", quality.unusableLabels());
    return table.build();
  }

  private static void rows(
      DataTable.Builder table, String part, Map<String, ? extends Map<String, Long>> models) {
    models.forEach((model, types) -> row(table, PlainText.brief(model), part, types));
  }

  private static void row(
      DataTable.Builder table, String model, String part, Map<String, Long> types) {
    table.row(
        model,
        Cell.text(part),
        Cell.text(PlainText.of(Notation.types(types))),
        Cell.count(types.values().stream().mapToLong(Long::longValue).sum()));
  }

  private static DataTable outside(Figures figures) {
    DatedItems dated = figures.dated();
    return DataTable.of("Items by their time: all together are the items written")
        .words("Items")
        .numbers("How many")
        .row("analysed: of the days covered, with a model", Cell.count(dated.analysed()))
        .row("unmodelled: of the days covered, without a model", Cell.count(figures.unmodelled()))
        .row("undated: time missing or unreadable", Cell.count(figures.undated()))
        .row("earlier: dated before the days covered", Cell.count(dated.earlier()))
        .row("later: dated after " + figures.date(), Cell.count(dated.later()))
        .build();
  }

  private static DataTable labels(Figures figures) {
    return DataTable.of("Labels that are in doubt")
        .words("Labels")
        .numbers("How many")
        .row(
            "labels of one time that differ: the greatest text counts",
            Cell.count(figures.quality().conflictingLabels()))
        .row(
            "labels without a readable time that count",
            Cell.count(figures.quality().undatedLabels()))
        .build();
  }

  private static DataTable others(Others others) {
    DataTable.Builder table = DataTable.of(
            "Summed up as %s: %s with %s, %s of other models with %s; the first of each"
                .formatted(
                    Others.NAME,
                    Notation.count(others.models(), "model"),
                    Notation.count(others.modelItems(), "item"),
                    Notation.count(others.versions(), "version"),
                    Notation.count(others.versionItems(), "item")))
        .words("Model", "Version")
        .numbers("Items");
    others
        .listed()
        .forEach(one -> table.row(
            PlainText.brief(one.model()),
            Cell.text(one.version() == null ? "all" : PlainText.brief(one.version())),
            Cell.count(one.items())));
    return table.build();
  }
}
