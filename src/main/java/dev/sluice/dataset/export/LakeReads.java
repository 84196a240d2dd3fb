package dev.sluice.dataset.export;

import dev.sluice.dataset.lake.DeletedItems;
import dev.sluice.dataset.lake.LakeLayout;
import dev.sluice.dataset.lake.LakeRead;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.run.Role;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The parts of tables that their Iceberg tables have. */
record LakeReads(LakeSettings settings) {
  /**
   * Returns the part of a table.
   *
   * @param read as it is configured
   * @param name the table's name in the run
   * @throws ResourceUnavailableException if the table's key is not known
   */
  LakeRead of(TableRead read, String name, TableDescription table) {
    boolean isOfEvents = read.role() == Role.SOURCE;
    return new LakeRead(
        settings.name(name),
        new LakeLayout(keys(table), isOfEvents ? settings.days() : null),
        settings.deleted(),
        read.columns(),
        read.condition(),
        isOfEvents ? settings.settings() : deciding(read));
  }

  private static List<String> keys(TableDescription table) {
    if (table.keys().isEmpty()) {
      throw new ResourceUnavailableException(
          "table " + table.name()
              + " does not exist any more, and its export does not state its key",
          "Only tables that exist can be kept in Iceberg.");
    }
    return table.keys().stream().map(TableDescription.Key::name).toList();
  }

  /** Returns the settings that decide which items the table of labels or of experiments has. */
  private static Map<String, String> deciding(TableRead read) {
    Map<String, String> all = new TreeMap<>(Map.of(
        "sluice.source.schema.numbers", read.settings().columns().numbers().toString()));
    if (read.filter() != null) {
      all.put("sluice.experiments.statuses", read.filter());
    }
    if (read.settings().index() != null) {
      all.put("sluice.experiments.index", read.settings().index());
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * Returns a read of all items that decide the table's rows: of those that the filter excludes too, where it must be told
   * whether an item was deleted or is excluded now; and of expired ones, since the table holds items until DynamoDB has
   * deleted them.
   */
  TableRead whole(TableRead read) {
    return read.whole(settings.deleted().equals(DeletedItems.REMOVED));
  }

  /** Returns items without those that an index has shown twice, because they moved in it while it was read. */
  static Dataset<Row> once(TableRead read, LakeRead wanted, Dataset<Row> items) {
    return read.settings().index() == null
        ? items
        : items.dropDuplicates(wanted.layout().keys().toArray(String[]::new));
  }
}
