package dev.sluice.derived;

import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A snapshot's tables by the names that queries know them by: a table by its own, a kind of item by its folder, {@code
 * table/entity=KIND}, and, where nothing else is called so, by the kind alone. Case does not matter, as nowhere in SQL.
 */
final class TableViews {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, List<Named>> folders = new TreeMap<>();
  private final Map<String, List<Named>> kinds = new TreeMap<>();

  private record Named(String name, Supplier<Dataset<Row>> rows) {}

  private TableViews() {}

  /** Of tables that are not read yet: without a row. */
  static TableViews of(Collection<KnownTable> tables, SparkSession session) {
    TableViews views = new TableViews();
    for (KnownTable table : tables) {
      add(views.folders, table.name(), () -> table.empty(session));
      table
          .entities()
          .keySet()
          .forEach(kind -> views.kind(table.in(kind), kind, () -> table.empty(session, kind)));
    }
    return views;
  }

  /** Of tables that are there. */
  static TableViews of(Snapshot snapshot) {
    TableViews views = new TableViews();
    snapshot.manifest().tables().forEach((name, table) -> {
      add(views.folders, name, () -> snapshot.table(name));
      table
          .entities()
          .forEach((kind, entity) -> views.kind(
              EntityFolders.path(name, kind, entity.folder()),
              kind,
              () -> snapshot.table(name, kind)));
    });
    return views;
  }

  private void kind(String folder, String kind, Supplier<Dataset<Row>> rows) {
    add(folders, folder, rows);
    if (!kind.isEmpty()) {
      add(kinds, kind, rows);
    }
  }

  private static void add(
      Map<String, List<Named>> views, String name, Supplier<Dataset<Row>> rows) {
    views.computeIfAbsent(folded(name), same -> new ArrayList<>()).add(new Named(name, rows));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Those that are called as nothing else is. */
  private Stream<Named> distinct() {
    return Stream.concat(
            folders.values().stream(),
            kinds.entrySet().stream()
                .filter(kind -> !folders.containsKey(kind.getKey()))
                .map(Map.Entry::getValue))
        .filter(same -> same.size() == 1)
        .map(same -> same.get(0));
  }

  /** Lets a session's queries read those of these names; of what is not called so there is no view. */
  void register(Set<String> names) {
    Set<String> wanted = names.stream().map(TableViews::folded).collect(Collectors.toSet());
    distinct().filter(view -> wanted.contains(folded(view.name()))).forEach(view -> view.rows()
        .get()
        .createOrReplaceTempView(SqlNames.identifier(view.name())));
  }

  /** All names, as a query would write them, and what may hide another. */
  String known() {
    String names = distinct()
        .map(Named::name)
        .map(name -> PLAIN.matcher(name).matches() ? name : SqlNames.identifier(name))
        .collect(Collectors.joining(", ", "The tables are ", "."));
    return kinds.isEmpty()
        ? names
        : names + " A kind of item is one of them once sluice.source.schema.sample-items is high"
            + " enough for the sample to see it.";
  }
}
