package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.DayFolders;
import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.failure.Printable;
import dev.sluice.schema.Discovered;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Warnings for readers of a table's snapshots, one sentence each. */
final class TableWarnings {
  /** The largest number of changes named in one sentence. */
  private static final int MAX_NAMED = 5;

  private TableWarnings() {}

  /** Returns warnings of changed columns, and of attributes without a column. */
  static List<String> ofSchema(String table, TableSchema schema, TableSource source) {
    List<String> warnings = new ArrayList<>();
    Drift drift = schema.drift();
    if (drift != null) {
      drift(table, drift, warnings);
    }
    schema.entities().forEach((type, entity) -> {
      Drift own = entity.drift();
      if (own != null) {
        drift(entity.in(table, type), own, warnings);
      }
    });
    source.discovered().ifPresent(found -> withoutColumn(table, found, warnings));
    return warnings;
  }

  private static void drift(String table, Drift drift, List<String> warnings) {
    if (!drift.retyped().isEmpty()) {
      warnings.add(
          "Table " + table + ": " + changes(drift.retyped()) + " since run " + drift.since()
              + ". To read both snapshots together, cast the earlier one's column: the new type holds all of its"
              + " values");
    }
    List<Drift.Retyped> others = drift.misfits();
    if (!others.isEmpty()) {
      warnings.add(
          "Table " + table + ": " + changes(others)
              + " in the sample, but the column keeps its type; values of other"
              + " types are in _overflow. With sluice.dataset.afresh = true, for one run, types are found anew");
    }
  }

  private static String changes(List<Drift.Retyped> changes) {
    List<String> texts = changes.stream()
        .limit(MAX_NAMED)
        .map(change -> Printable.brief(change.column()) + " was " + Printable.brief(change.was())
            + " and is " + Printable.brief(change.is()))
        .toList();
    int more = changes.size() - texts.size();
    return String.join("; ", texts) + (more > 0 ? "; and " + more + " more" : "");
  }

  /** Warns of attributes without a column, because there are too many. */
  private static void withoutColumn(String table, Discovered found, List<String> warnings) {
    long without = found.schema().size() < Discovered.MAX_COLUMNS
        ? 0
        : found.attributes().size() - found.schema().size() + 1L;
    if (without > 0) {
      warnings.add("Table " + table + ": the sample has " + found.attributes().size()
          + " attributes, of which the " + Discovered.MAX_COLUMNS
          + " most frequent have columns; the others are in _overflow. Attribute names that are data"
          + " belong in a map; sluice.source.columns selects attributes");
    }
  }

  /**
   * Returns warnings of folder names that are not the usual ones, or not those of the previous snapshot.
   *
   * @param usual the usual key of the folders
   * @param now the present key
   * @param before the key in the previous snapshot; null if there is none
   */
  static List<String> ofFolders(String table, String usual, String now, @Nullable String before) {
    boolean changed = before != null && !before.equals(now);
    if (!changed && now.equals(usual)) {
      return List.of();
    }
    return List.of("Table " + table + ": its folders are called " + now + "=…, "
        + (now.equals(usual)
            ? "because no column is called " + usual + " any more"
            : "not " + usual + "=…, because it has a column called " + usual + ", in whatever case")
        + (changed ? ", and were called " + before + "=… in the previous snapshot" : "")
        + ". Readers that use the folders' name must use this one, which is also in manifest.json");
  }

  /** Returns warnings of items in the folders for other types or days. */
  static List<String> ofItems(Manifest.TableEntry entry, String table) {
    List<String> warnings = new ArrayList<>();
    Manifest.EntityEntry others = entry.entities().get(EntityFolders.OTHER);
    if (others != null && others.written() > 0) {
      warnings.add(String.format(
          Locale.ROOT,
          "Table %s: %,d items of entity types beyond the first %d are together in %s. Set"
              + " sluice.dataset.entity-by to an attribute with fewer values, or entity-separator to the text that"
              + " ends the type in a key",
          table,
          others.written(),
          EntityFolders.MAX_OWN,
          EntityFolders.path(table, EntityFolders.OTHER, others.folder())));
    }
    Manifest.Days days = entry.days();
    if (days != null && days.other() > 0) {
      warnings.add(String.format(
          Locale.ROOT,
          "Table %s: %,d items of rare days, beyond %,d in one chunk, are together in %s=%s. Set"
              + " sluice.dataset.partition-by = none, or filter by time",
          table,
          days.other(),
          DayFolders.MAX_OWN,
          days.key(),
          DayFolders.OTHER));
    }
    return warnings;
  }
}
