package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.DataGateException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/**
 * Merges changed rows into a table, on a branch that {@code main} then takes over.
 *
 * @param end the position that the table then is at
 * @param rejected the number of changes that cannot be decoded, and are not applied
 */
record BranchMerge(LakeTable lake, RunCommit run, LakePosition end, long rejected) {
  BranchMerge(LakeTable lake, RunCommit run, LakePosition end) {
    this(lake, run, end, 0);
  }

  /**
   * Makes the commit, if {@code main} is still at the history's head when the rows are written.
   *
   * @param changed finds the changed rows, given those of the table
   * @return whether it did
   * @throws DataGateException if the table has several rows of one item
   */
  boolean make(
      LakeHistory history,
      CommitWatch watch,
      Function<Dataset<Row>, ? extends ChangedRows> changed) {
    LakeBranch branch = LakeBranch.begin(lake.table(), run, history.head());
    lake.invalidate();
    try {
      watch.at(Point.BEGUN);
      write(branch, history, changed);
      watch.at(Point.WRITTEN);
      if (branch.publish()) {
        watch.at(Point.PUBLISHED);
        return true;
      }
      branch.drop();
      return false;
    } catch (Exception e) {
      // Spark throws checked exceptions without declaring them
      branch.drop();
      throw e;
    } finally {
      lake.invalidate();
    }
  }

  private void write(
      LakeBranch branch,
      LakeHistory history,
      Function<Dataset<Row>, ? extends ChangedRows> changed) {
    LakeCommit last = history.loaded(lake.name());
    Dataset<Row> table = lake.spark().table(lake.name().sql(branch.name()));
    try (ChangedRows rows = changed.apply(table)) {
      ChangeCounts counts = rows.counts();
      long all = history.rows().orElseGet(table::count) + counts.growth();
      Map<String, String> properties =
          LakeCommit.properties(run, end, counts, all, last.lasting() || counts.hasLasting());
      properties.putAll(
          LakeCommit.rejecting(rejected, rejected > 0 || (last.misplacing() && !rows.isWhole())));
      check(branch.commit(properties, () -> merge(rows, branch)), counts);
    }
  }

  private void merge(ChangedRows changed, LakeBranch branch) {
    ChangeCounts counts = changed.counts();
    if (counts.applied() == 0) {
      return;
    }
    String target = lake.name().sql(branch.name());
    Dataset<Row> rows = TableRows.of(changed.effective(), lake.schema(), changed.action());
    if (counts.applied() == counts.inserted()) {
      append(rows.drop(changed.action()), target);
      return;
    }
    String view = "sluice_changes_" + UUID.randomUUID().toString().replace("-", "");
    // of rows, since Spark 4.1 finds no plan for a view over a table in a MERGE
    rows.sparkSession()
        .createDataFrame(rows.toJavaRDD(), rows.schema())
        .createOrReplaceTempView(view);
    try {
      new MergeStatement(target, view, lake.layout().keys(), changed.touched(), changed.action())
          .run(rows.sparkSession());
    } finally {
      rows.sparkSession().catalog().dropTempView(view);
    }
  }

  private static void append(Dataset<Row> rows, String target) {
    try {
      rows.writeTo(target).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares the rows that Iceberg counted with those that the changes should have added and removed. */
  private void check(Snapshot made, ChangeCounts counts) {
    long growth = number(made, SnapshotSummary.ADDED_RECORDS_PROP)
        - number(made, SnapshotSummary.DELETED_RECORDS_PROP)
        - number(made, SnapshotSummary.ADDED_POS_DELETES_PROP)
        // a new file of position deletes takes over those of the ones that it replaces
        + number(made, SnapshotSummary.REMOVED_POS_DELETES_PROP);
    if (growth != counts.growth()) {
      throw new DataGateException(
          "the changes up to " + end + " add " + counts.inserted() + " rows to " + lake.name()
              + " and remove " + counts.removed() + ", but its rows became " + growth
              + " more: it has several rows of one item",
          "Remove them, or load the table anew with --reload.");
    }
  }

  private static long number(Snapshot snapshot, String key) {
    return Long.parseLong(snapshot.summary().getOrDefault(key, "0"));
  }
}
