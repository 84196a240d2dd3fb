package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the rows, columns and properties of a table in one commit, which is made only if the table has not changed
 * meanwhile. Iceberg's own transaction for it commits whatever others have done.
 */
final class TableReplacement {
  private final TableOperations operations;
  private final TableMetadata base;
  private final StagedOperations staged;
  private final Table table;

  private TableReplacement(Table present, TableMetadata base, StagedOperations staged) {
    this.operations = ((HasTableOperations) present).operations();
    this.base = base;
    this.staged = staged;
    this.table = new BaseTable(staged, present.name());
  }

  /**
   * Begins a replacement of a table as it is now.
   *
   * @return null if its head is not the history's
   */
  static @Nullable TableReplacement begin(Table present, TableForm form, LakeHistory history) {
    TableOperations operations = ((HasTableOperations) present).operations();
    TableMetadata base = operations.refresh();
    @Nullable Snapshot head = base.currentSnapshot();
    if (!Objects.equals(head == null ? null : head.snapshotId(), history.head())) {
      return null;
    }
    TableMetadata replaced = base.buildReplacement(
        form.schema(), form.spec(), SortOrder.unsorted(), base.location(), form.properties());
    return new TableReplacement(present, base, new StagedOperations(operations, replaced));
  }

  /** Returns the columns of the table to be, in Spark's types. */
  StructType schema() {
    return SparkSchemaUtil.convert(table.schema());
  }

  /** Writes the rows. */
  void write(Map<String, String> properties, Dataset<Row> rows) {
    CommitMetadata.withCommitProperties(
        properties,
        () -> {
          Transaction written = table.newTransaction();
          StagedTables.write(
              rows.sparkSession(), written, name -> rows.writeTo(name).append());
          written.commitTransaction();
          return true;
        },
        RuntimeException.class);
  }

  /**
   * Makes the table what was written, and tags the snapshot so that it does not expire.
   *
   * @return whether it did; otherwise the table has changed meanwhile
   */
  boolean publish(RunCommit run) {
    TableMetadata next = TableMetadata.buildFrom(staged.current())
        .setRef(
            LakeBranch.tag(run.runId()),
            SnapshotRef.tagBuilder(staged.current().currentSnapshot().snapshotId())
                .build())
        .build();
    TableMetadata now = operations.refresh();
    if (!Objects.equals(now.metadataFileLocation(), base.metadataFileLocation())) {
      return false;
    }
    try {
      operations.commit(now, next);
      return true;
    } catch (CommitFailedException e) {
      // somebody else was first
      return false;
    }
  }
}
