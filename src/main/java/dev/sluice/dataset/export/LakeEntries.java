package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Manifest.TableEntry;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** Entries of tables in Iceberg. What was scanned and is not written was excluded by the filter, or changes nothing. */
final class LakeEntries {
  private LakeEntries() {}

  /**
   * Returns the entry of a table of which changes were read.
   *
   * @param scanned the changes
   * @param written those that have changed the table
   * @param columns the columns of the items
   */
  static TableEntry ofChanges(
      OpenTable table, long scanned, long written, StructType columns, Manifest.Iceberg iceberg) {
    return new TableEntry(
        AccessPath.Kind.EXPORT,
        null,
        table.plan().arn(),
        table.plan().tableId(),
        table.read().role(),
        scanned,
        scanned - written,
        0,
        0,
        written,
        0,
        null,
        List.of(columns.fieldNames()),
        Map.of(),
        null,
        new Coverage(0, List.of()),
        iceberg);
  }

  /**
   * Returns the entry of a table of which all items were read.
   *
   * @param read its entry when they were read, with its coverage and its costs
   * @param written the items whose rows were inserted or replaced
   * @param columns the columns of the items
   */
  static TableEntry ofItems(
      TableEntry read, long written, StructType columns, Manifest.Iceberg iceberg) {
    return new TableEntry(
        read.kind(),
        read.index(),
        read.arn(),
        read.tableId(),
        read.role(),
        read.scanned(),
        read.scanned() - read.expired() - read.rejected() - written,
        read.expired(),
        read.rejected(),
        written,
        read.consumedReadUnits(),
        read.requests(),
        List.of(columns.fieldNames()),
        Map.of(),
        null,
        read.coverage(),
        iceberg);
  }
}
