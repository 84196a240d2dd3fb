package dev.sluice.report;

import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.layout.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes of the tables' columns since the previous snapshot, and values that no column could hold. */
final class DriftTables {
  private static final String NEW = "new";

  private DriftTables() {}

  /** Returns the tables of changed columns and of values that no column could hold, without empty ones. */
  static List<DataTable> of(Map<String, TableSchema> schemas) {
    return Stream.of(changes(schemas), overflow(schemas))
        .filter(table -> !table.rows().isEmpty())
        .toList();
  }

  /** Returns the sentence about columns that are unchanged or cannot be compared; empty if changes are listed. */
  static List<String> calm(Map<String, TableSchema> schemas) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(schemas).forEach((name, schema) -> {
      Drift drift = schema.drift();
      if (drift == null) {
        lines.add(
            PlainText.brief(name) + ": there is no earlier snapshot to compare its columns with.");
      } else if (drift.none()) {
        lines.add(PlainText.brief(name) + ": its columns are those of run "
            + PlainText.brief(drift.since()) + ".");
      }
    });
    return lines;
  }

  private static DataTable changes(Map<String, TableSchema> schemas) {
    DataTable.Builder table = DataTable.of("Columns that changed since the snapshot before")
        .words("Column", "Table", "Change", "Was", "Is", "Since run");
    new TreeMap<>(schemas)
        .forEach((name, schema) -> changes(name, schema).forEach(change -> change.addTo(table)));
    return table.build();
  }

  private static List<Change> changes(String name, TableSchema schema) {
    List<Change> changes = new ArrayList<>();
    Drift drift = schema.drift();
    if (drift != null) {
      String since = drift.since();
      drift
          .added()
          .forEach(path ->
              changes.add(new Change(path, name, NEW, Notation.NONE, seen(schema, path), since)));
      drift
          .gone()
          .forEach(path ->
              changes.add(new Change(path, name, "gone", "a column", Notation.NONE, since)));
      drift
          .retyped()
          .forEach(
              c -> changes.add(new Change(c.column(), name, "retyped", c.was(), c.is(), since)));
      drift
          .mixed()
          .forEach(
              c -> changes.add(new Change(c.column(), name, "types seen", c.was(), c.is(), since)));
    }
    return changes;
  }

  /** One row. */
  private record Change(
      String path, String table, String what, String was, String is, String since) {
    void addTo(DataTable.Builder rows) {
      rows.row(
          PlainText.brief(path),
          Cell.text(PlainText.brief(table)),
          Cell.text(what),
          Cell.text(PlainText.of(was)),
          Cell.text(PlainText.of(is)),
          Cell.text(PlainText.brief(since)));
    }
  }

  private static String seen(TableSchema schema, String path) {
    Map<String, Long> types = schema.types().getOrDefault(path, Map.of());
    return types.isEmpty() ? "not in the sample" : counts(types);
  }

  private static DataTable overflow(Map<String, TableSchema> schemas) {
    DataTable.Builder table = DataTable.of(
            "Values kept in _overflow: of attributes that the sample missed, or types that the column has not")
        .words("Attribute", "Table", "Types")
        .numbers("Values");
    new TreeMap<>(schemas).forEach((name, schema) -> schema.overflow().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> table.row(
            entry.getKey().isEmpty() ? "other attributes" : PlainText.brief(entry.getKey()),
            Cell.text(PlainText.brief(name)),
            Cell.text(PlainText.of(counts(entry.getValue()))),
            Cell.count(
                entry.getValue().values().stream().mapToLong(Long::longValue).sum()))));
    return table.build();
  }

  private static String counts(Map<String, Long> types) {
    return types.entrySet().stream()
        .map(type -> type.getKey() + " " + Notation.count(type.getValue()))
        .collect(Collectors.joining(", "));
  }
}
