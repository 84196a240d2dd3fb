package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.sql.SqlCondition;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.jspecify.annotations.Nullable;

/**
 * Applies the changes of a window.
 *
 * @param changes as {@code source} reads them, with the columns of the table's items
 * @param filter see {@link NetChanges}
 */
record MergeStep(
    LakeTable lake,
    RunCommit run,
    ChangeWindow window,
    Dataset<Row> changes,
    DeletedItems deleted,
    @Nullable SqlCondition filter)
    implements LakeStep {
  @Override
  public LakePosition end() {
    return window.end();
  }

  /** Each start finds another end of a stream, and the first that is committed counts. */
  @Override
  public Optional<LakeCommit> made(LakeHistory history) {
    return window instanceof StreamWindow
        ? history.of(run).stream().filter(commit -> !commit.isLoad()).findFirst()
        : history.find(run, end());
  }

  @Override
  public void mustFollow(LakeHistory history) {
    window.mustFollow(last(history).position());
  }

  private LakeCommit last(LakeHistory history) {
    return history
        .last()
        .orElseThrow(() -> new ResourceUnavailableException(
            "Iceberg table " + lake.name() + " was not loaded yet, and " + window.source()
                + " has changes only",
            "Begin with a full export of the table."));
  }

  @Override
  public boolean make(LakeHistory history, CommitWatch watch) {
    LakeBranch branch = LakeBranch.begin(lake.table(), run, history.head());
    lake.invalidate();
    try {
      watch.at(Point.BEGUN);
      write(branch, history);
      watch.at(Point.WRITTEN);
      if (branch.publish()) {
        watch.at(Point.PUBLISHED);
        return true;
      }
      branch.drop();
      return false;
    } catch (RuntimeException e) {
      branch.drop();
      throw e;
    } finally {
      lake.invalidate();
    }
  }

  private void write(LakeBranch branch, LakeHistory history) {
    LakeCommit last = last(history);
    ChangeRowNames names = ChangeRowNames.beside(changes.schema());
    Dataset<Row> all =
        new NetChanges(lake.layout(), deleted, filter, last.lasting(), isAhead(last))
            .of(changes, names);
    Dataset<Row> net = TableRows.of(
        all, lake.schema(), names.action(), names.oldDay(), names.isDayKnown(), names.hadRow());
    Dataset<Row> table = lake.spark().table(lake.name().sql(branch.name()));
    try (ClassifiedChanges classified = ClassifiedChanges.of(net, table, lake.layout(), names)) {
      ChangeCounts counts = classified.counts();
      long rows = history.rows().orElseGet(table::count) + counts.growth();
      Map<String, String> properties =
          LakeCommit.properties(run, end(), counts, rows, last.lasting() || counts.hasLasting());
      check(branch.commit(properties, () -> merge(classified, branch)), counts);
    }
  }

  /** Returns whether the table's rows may be newer than the images before the window's changes. */
  private boolean isAhead(LakeCommit last) {
    return last.isAhead()
        || (window instanceof ExportWindow export
            && export.from().isBefore(last.position().until()));
  }

  private void merge(ClassifiedChanges classified, LakeBranch branch) {
    ChangeCounts counts = classified.counts();
    if (counts.applied() == 0) {
      return;
    }
    String target = lake.name().sql(branch.name());
    ChangeRowNames names = classified.names();
    Dataset<Row> rows = TableRows.of(classified.effective(), lake.schema(), names.action());
    if (counts.applied() == counts.inserted()) {
      append(rows.drop(names.action()), target);
      return;
    }
    String view = "sluice_changes_" + UUID.randomUUID().toString().replace("-", "");
    // of rows, since Spark 4.1 finds no plan for a view over a table in a MERGE
    rows.sparkSession()
        .createDataFrame(rows.toJavaRDD(), rows.schema())
        .createOrReplaceTempView(view);
    try {
      new MergeStatement(target, view, lake.layout().keys(), classified.touched(), names)
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
          "the changes of " + window.source() + " add " + counts.inserted() + " rows to "
              + lake.name()
              + " and remove " + counts.removed() + ", but its rows became " + growth
              + " more: it has several rows of one item",
          "Remove them, or load the table anew from a full export with --reload.");
    }
  }

  private static long number(Snapshot snapshot, String key) {
    return Long.parseLong(snapshot.summary().getOrDefault(key, "0"));
  }
}
