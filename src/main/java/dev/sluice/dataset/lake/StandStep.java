package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Leaves a table as it is, by a snapshot without changes: it is the run's own, with its tag, so that it does not expire
 * before the run's manifest is removed.
 *
 * @param end the table's position
 */
record StandStep(LakeTable lake, RunCommit run, LakePosition end) implements LakeStep {
  /** Whatever commit the run has made already. */
  @Override
  public Optional<LakeCommit> made(LakeHistory history) {
    return history.of(run).stream().findFirst();
  }

  @Override
  public void mustFollow(LakeHistory history) {
    StreamWindow.mustBeAt(end, history.loaded(lake.name()).position());
  }

  @Override
  public boolean make(LakeHistory history, CommitWatch watch) {
    return new BranchMerge(lake, run, end).make(history, watch, Unchanged::new);
  }

  /** @param effective the table, of which no row is read */
  private record Unchanged(Dataset<Row> effective) implements ChangedRows {
    @Override
    public ChangeCounts counts() {
      return ChangeCounts.NONE;
    }

    @Override
    public String action() {
      return "";
    }

    @Override
    public DaySet touched() {
      return DaySet.ALL;
    }

    @Override
    public void close() {}
  }
}
