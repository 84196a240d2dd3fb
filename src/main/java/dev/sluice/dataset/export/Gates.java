package dev.sluice.dataset.export;

import dev.sluice.dataset.run.Manifest;
import dev.sluice.failure.DataGateException;
import java.util.List;

/** Checks the item counts of a run's tables. The result depends only on the plan and the checkpoint. */
final class Gates {
  private Gates() {}

  /**
   * Checks the counts of all tables, of tables in Iceberg before they are committed.
   *
   * @throws DataGateException if the counts of a table do not add up, or too many of its items were rejected
   */
  static void check(List<TableResult> tables) {
    tables.forEach(table -> check(table.name(), table.table().read(), table.entry()));
  }

  private static void check(String name, TableRead read, Manifest.TableEntry entry) {
    boolean filteredByNothing = read.filter() == null && entry.filtered() != 0;
    if (filteredByNothing || !entry.items().addUp()) {
      throw new DataGateException(
          "table " + name + ": the counts do not add up: " + entry.items().inWords(),
          "Start again under a new run id; if it stays, report it with this line.");
    }
    if (entry.rejected() > read.maxRejects()) {
      throw new DataGateException(
          "table " + name + ": " + entry.rejected() + " items could not be read, "
              + read.maxRejects() + " are allowed",
          "See them under rejected/" + name
              + " in the run's folder; raise sluice.source.max-rejects to let them pass.");
    }
  }
}
