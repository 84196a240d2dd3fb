package dev.sluice.dataset.lake;

import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.actions.RewritePositionDeleteFiles;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Puts the small files of a partition together, by Iceberg's own action: rows stay as they are, and Iceberg refuses the
 * commit if somebody has changed the same files meanwhile.
 *
 * <p>What was put together is not small any more, or alone, and so is left alone in the nights after.
 *
 * @param runId of the run that keeps house
 */
record Compaction(SparkSession spark, Table table, String runId) {
  /** Small files of a partition that are put together; with fewer it does not pay. */
  static final int MIN_FILES = 8;

  /** Files of deletes of one file of rows, with which that is written anew. */
  private static final int MAX_DELETE_FILES = 4;

  /**
   * A file is small below this part of the table's {@code write.target-file-size-bytes}. Rows that fill several files
   * are divided evenly, none of them then smaller than half the target.
   */
  private static final long SMALL = 4;

  /** The property of a snapshot's summary that tells whose compaction it is. */
  private static final String PROPERTY = "sluice.compacted-by";

  /** Returns whether a snapshot is a compaction by a run. */
  static boolean isOfRun(Snapshot snapshot) {
    return snapshot.summary().containsKey(PROPERTY);
  }

  HousekeepingCounts run() {
    RewriteDataFiles.Result rows = SparkActions.get(spark)
        .rewriteDataFiles(table)
        .snapshotProperty(PROPERTY, runId)
        .binPack()
        .options(Map.of(
            "min-input-files",
            Integer.toString(MIN_FILES),
            "min-file-size-bytes",
            Long.toString(targetBytes() / SMALL),
            "delete-file-threshold",
            Integer.toString(MAX_DELETE_FILES)))
        .execute();
    HousekeepingCounts counts =
        HousekeepingCounts.compacted(rows.rewrittenDataFilesCount(), rows.addedDataFilesCount());
    table.refresh();
    // then files of deletes are left of which all rows are gone
    return rows.rewrittenDataFilesCount() > 0 && hasDeletes() ? counts.plus(deletes()) : counts;
  }

  private HousekeepingCounts deletes() {
    RewritePositionDeleteFiles.Result deletes = SparkActions.get(spark)
        .rewritePositionDeletes(table)
        .snapshotProperty(PROPERTY, runId)
        .option("rewrite-all", "true")
        .execute();
    return HousekeepingCounts.compacted(
        deletes.rewrittenDeleteFilesCount(), deletes.addedDeleteFilesCount());
  }

  private boolean hasDeletes() {
    @Nullable Snapshot head = table.currentSnapshot();
    return head != null
        && !head.summary().getOrDefault(SnapshotSummary.TOTAL_POS_DELETES_PROP, "0").equals("0");
  }

  private long targetBytes() {
    @Nullable String set = table.properties().get(TableProperties.WRITE_TARGET_FILE_SIZE_BYTES);
    return set == null ? TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT : Long.parseLong(set);
  }
}
