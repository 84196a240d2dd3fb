package dev.sluice.dataset;

import dev.sluice.failure.DataGateException;
import java.util.List;

/** What the counts of a run's tables must be, by what its plan and its records say and nothing else. */
final class Gates {
  private Gates() {}

  /**
   * @throws DataGateException where a table's counts do not add up, or more of its items were rejected than may be
   */
  static void check(List<TableExport.Result> tables) {
    tables.forEach(table -> check(table.name(), table.table().read(), table.entry()));
  }

  private static void check(String name, TableRead read, Manifest.TableEntry entry) {
    boolean filteredByNothing = read.filter() == null && entry.filtered() != 0;
    if (filteredByNothing || !entry.reconciles()) {
      throw new DataGateException(
          "table " + name + ": the counts do not add up: " + entry.counts(),
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
