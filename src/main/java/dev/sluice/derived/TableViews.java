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
 * A snapshot's tables by the names that queries use. A table has its own name. An entity type has the name of its
 * folder, {@code table/entity=TYPE}, and its short name unless something else has that name. Case does not matter, as
 * in SQL.
 */
final class TableViews {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, List<Named>> folders = new TreeMap<>();
  private final Map<String, List<Named>> entityTypes = new TreeMap<>();

  private record Named(String name, Supplier<Dataset<Row>> rows) {}

  private TableViews() {}

  /** Returns empty views of tables that are not read yet. */
  static TableViews of(Collection<KnownTable> tables, SparkSession session) {
    TableViews views = new TableViews();
    for (KnownTable table : tables) {
      add(views.folders, table.name(), () -> table.empty(session));
      table
          .entities()
          .keySet()
          .forEach(
              type -> views.entityType(table.in(type), type, () -> table.empty(session, type)));
    }
    return views;
  }

  /** Returns views of the tables of a snapshot. */
  static TableViews of(Snapshot snapshot) {
    TableViews views = new TableViews();
    snapshot.manifest().tables().forEach((name, table) -> {
      add(views.folders, name, () -> snapshot.table(name));
      table
          .entities()
          .forEach((type, entity) -> views.entityType(
              EntityFolders.path(name, type, entity.folder()),
              type,
              () -> snapshot.table(name, type)));
    });
    return views;
  }

  private void entityType(String folder, String type, Supplier<Dataset<Row>> rows) {
    add(folders, folder, rows);
    if (!type.isEmpty()) {
      add(entityTypes, type, rows);
    }
  }

  private static void add(
      Map<String, List<Named>> views, String name, Supplier<Dataset<Row>> rows) {
    views.computeIfAbsent(folded(name), same -> new ArrayList<>()).add(new Named(name, rows));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns the views whose names are unique. */
  private Stream<Named> distinct() {
    return Stream.concat(
            folders.values().stream(),
            entityTypes.entrySet().stream()
                .filter(type -> !folders.containsKey(type.getKey()))
                .map(Map.Entry::getValue))
        .filter(same -> same.size() == 1)
        .map(same -> same.get(0));
  }

  /** Registers the views of some names in the session. Skips names without a view. */
  void register(Set<String> names) {
    Set<String> wanted = names.stream().map(TableViews::folded).collect(Collectors.toSet());
    distinct().filter(view -> wanted.contains(folded(view.name()))).forEach(view -> view.rows()
        .get()
        .createOrReplaceTempView(SqlNames.identifier(view.name())));
  }

  /** Returns a sentence with all names as queries write them, and a hint if there are entity types. */
  String known() {
    String names = distinct()
        .map(Named::name)
        .map(name -> PLAIN.matcher(name).matches() ? name : SqlNames.identifier(name))
        .collect(Collectors.joining(", ", "The tables are ", "."));
    return entityTypes.isEmpty()
        ? names
        : names + " An entity type is one of them once sluice.source.schema.sample-items is high"
            + " enough for the sample to see it.";
  }
}
