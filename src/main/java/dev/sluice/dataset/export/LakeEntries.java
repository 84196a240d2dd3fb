package dev.sluice.dataset.export;

import dev.sluice.dataset.lake.ChangeCounts;
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
   * @param rejected those that could not be decoded
   * @param columns the columns of the items
   */
  static TableEntry ofChanges(
      OpenTable table,
      long scanned,
      long written,
      long rejected,
      StructType columns,
      Manifest.Iceberg iceberg) {
    return new TableEntry(
        table.plan().kind(),
        null,
        table.plan().arn(),
        table.plan().tableId(),
        table.read().role(),
        scanned,
        scanned - written - rejected,
        0,
        rejected,
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
   * @param later the changes that were applied after it
   * @param rejected the changes after it that could not be decoded
   * @param columns the columns of the items
   */
  static TableEntry ofItems(
      TableEntry read,
      long written,
      ChangeCounts later,
      long rejected,
      StructType columns,
      Manifest.Iceberg iceberg) {
    long scanned = read.scanned() + later.changes() + rejected;
    long allRejected = read.rejected() + rejected;
    long all = written + later.applied();
    return new TableEntry(
        read.kind(),
        read.index(),
        read.arn(),
        read.tableId(),
        read.role(),
        scanned,
        scanned - read.expired() - allRejected - all,
        read.expired(),
        allRejected,
        all,
        read.consumedReadUnits(),
        read.requests(),
        List.of(columns.fieldNames()),
        Map.of(),
        null,
        read.coverage(),
        iceberg);
  }
}
