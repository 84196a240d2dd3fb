package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.lit;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Loads all items of a table: it becomes a table of these rows, with the columns, the key and the properties that it now
 * would be created with, and what it was before remains in its earlier snapshots.
 *
 * @param items as {@code source} reads them, with type tags
 * @param afresh whether the rows that the table has are replaced, those of deleted items included
 */
record LoadStep(LakeTable lake, RunCommit run, LakePosition end, Dataset<Row> items, boolean afresh)
    implements LakeStep {
  @Override
  public void mustFollow(LakeHistory history) {
    // afresh, it does not matter where the table is if that is not known any more
    Optional<LakeCommit> last = afresh ? history.commits().stream().findFirst() : history.last();
    Optional<LakePosition> at = last.map(LakeCommit::position);
    at.filter(position -> !afresh || position.until().isAfter(end.until())).ifPresent(position -> {
      throw new ResourceUnavailableException(
          "Iceberg table " + lake.name() + " is loaded already, and at " + position
              + (afresh ? ", which is later than " + end : ""),
          afresh
              ? "Read the table as it is now, or load a later full export."
              : "Start the run again: it then applies what differs.");
    });
  }

  @Override
  public boolean make(LakeHistory history, CommitWatch watch) {
    TableReplacement replacement = TableReplacement.begin(
        lake.table(), TableForm.of(lake.identity(), lake.layout(), items.schema()), history);
    if (replacement == null) {
      return false;
    }
    watch.at(Point.BEGUN);
    Dataset<Row> rows = items
        .withColumn(LakeColumns.DAY, lake.layout().dayOf(items.schema()))
        .withColumn(LakeColumns.DELETED_AT, lit(null).cast(DataTypes.TimestampType));
    replacement.write(properties(history), TableRows.of(rows, replacement.schema()));
    watch.at(Point.WRITTEN);
    boolean published = replacement.publish(run);
    lake.invalidate();
    if (published) {
      watch.at(Point.PUBLISHED);
    }
    return published;
  }

  /** Of rows that replace others, the summary says in how many they differ. */
  private Map<String, String> properties(LakeHistory history) {
    Long head = history.head();
    if (head == null) {
      return LakeCommit.properties(run, end);
    }
    lake.invalidate();
    Dataset<Row> before = lake.spark().table(lake.name().sqlOf(head));
    TableDifference.Rules rules = new TableDifference.Rules(
        DeletedItems.REMOVED, null, new ExpiredItems(null, end.until()), false);
    try (TableDifference difference = TableDifference.of(items, before, lake.layout(), rules)) {
      return LakeCommit.properties(run, end, difference.counts(), items.count(), false);
    }
  }
}
