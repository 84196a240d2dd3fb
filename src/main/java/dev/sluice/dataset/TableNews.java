package dev.sluice.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What of a table's items lies elsewhere than one would look for it, a sentence each. */
final class TableNews {
  private TableNews() {}

  static List<String> of(Manifest.TableEntry entry, String table) {
    List<String> news = new ArrayList<>();
    Manifest.EntityEntry others = entry.entities().get(Entities.OTHER);
    if (others != null && others.written() > 0) {
      news.add(String.format(
          Locale.ROOT,
          "Table %s: %,d items of entity types beyond the first %d are together in %s. Set"
              + " sluice.dataset.entity-by to an attribute of fewer values, or entity-separator to what"
              + " ends the type in a key",
          table,
          others.written(),
          Entities.MAX_OWN,
          others.in(table, Entities.OTHER)));
    }
    Manifest.Days days = entry.days();
    if (days != null && days.other() > 0) {
      news.add(String.format(
          Locale.ROOT,
          "Table %s: %,d items of rare days, beyond %,d in one chunk, are together in %s=%s. Set"
              + " sluice.dataset.partition-by = none, or filter by time",
          table,
          days.other(),
          DayFolders.MAX_OWN,
          days.key(),
          DayFolders.OTHER));
    }
    return news;
  }
}
