package dev.sluice.dataset;

import dev.sluice.failure.Printable;
import dev.sluice.schema.Discovered;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.List;

/** What whoever reads a table's snapshots has to know of its columns, a sentence each. */
final class SchemaNews {
  /** Names in one sentence. */
  private static final int SHOWN = 5;

  private SchemaNews() {}

  static List<String> of(String table, TableSchema schema, TableSource source) {
    List<String> news = new ArrayList<>();
    Drift drift = schema.drift();
    if (drift != null) {
      drift(table, drift, news);
    }
    schema.entities().forEach((type, entity) -> {
      Drift own = entity.drift();
      if (own != null) {
        drift(entity.in(table, type), own, news);
      }
    });
    source.discovered().ifPresent(found -> left(table, found, news));
    return news;
  }

  private static void drift(String table, Drift drift, List<String> news) {
    if (!drift.retyped().isEmpty()) {
      news.add("Table " + table + ": " + changes(drift.retyped()) + " since run " + drift.since()
          + ". Who reads both snapshots together must cast the earlier one's column: the new type holds all of its"
          + " values");
    }
    List<Drift.Retyped> others = drift.misfits();
    if (!others.isEmpty()) {
      news.add(
          "Table " + table + ": " + changes(others)
              + " in the sample, while the column keeps its type; values of other"
              + " types are in _overflow. With sluice.dataset.afresh = true, for one run, types are found anew");
    }
  }

  private static String changes(List<Drift.Retyped> changes) {
    List<String> texts = changes.stream()
        .limit(SHOWN)
        .map(change -> Printable.brief(change.column()) + " was " + Printable.brief(change.was())
            + " and is " + Printable.brief(change.is()))
        .toList();
    int more = changes.size() - texts.size();
    return String.join("; ", texts) + (more > 0 ? "; and " + more + " more" : "");
  }

  /** Attributes that found no room. */
  private static void left(String table, Discovered found, List<String> news) {
    long without = found.schema().size() < Discovered.MAX_COLUMNS
        ? 0
        : found.attributes().size() - found.schema().size() + 1L;
    if (without > 0) {
      news.add("Table " + table + ": the sample has " + found.attributes().size()
          + " attributes, of which the " + Discovered.MAX_COLUMNS
          + " most frequent have columns; the others are in _overflow. Attribute names that are data"
          + " belong into a map; sluice.source.columns says which attributes are wanted");
    }
  }
}
