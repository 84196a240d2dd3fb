package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Applies all items of a point in time as changes: only rows that differ from the table's are written.
 *
 * @param items all of them, with the columns of the table's items
 */
record DifferenceStep(
    LakeTable lake,
    RunCommit run,
    LakePosition end,
    Dataset<Row> items,
    TableDifference.Rules rules)
    implements LakeStep {
  @Override
  public void mustFollow(LakeHistory history) {
    LakePosition at = history.loaded(lake.name()).position();
    if (!at.until().isBefore(end.until())) {
      throw new ResourceUnavailableException(
          "Iceberg table " + lake.name() + " is loaded already, and at " + at
              + ", which is not before " + end,
          "Read the table as it is now, under another --run-id, or name a later full export.");
    }
  }

  @Override
  public boolean make(LakeHistory history, CommitWatch watch) {
    return new BranchMerge(lake, run, end).make(history, watch, this::differing);
  }

  private DifferingRows differing(Dataset<Row> table) {
    TableDifference difference = TableDifference.of(items, table, lake.layout(), rules);
    return DifferingRows.of(difference, items, lake.schema(), lake.layout(), end);
  }
}
