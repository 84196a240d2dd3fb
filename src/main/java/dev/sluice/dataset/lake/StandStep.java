package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Optional;

/**
 * Leaves a table as it is, by a snapshot without changes: it is the run's own, with its tag, so that it does not expire
 * before the run's manifest is removed.
 */
record StandStep(LakeTable lake, RunCommit run) implements LakeStep {
  @Override
  public LakePosition end() {
    return last(LakeHistory.of(lake.table())).position();
  }

  @Override
  public Optional<LakeCommit> made(LakeHistory history) {
    return history.of(run).stream().findFirst();
  }

  @Override
  public void mustFollow(LakeHistory history) {
    last(history);
  }

  private LakeCommit last(LakeHistory history) {
    return history
        .last()
        .orElseThrow(() -> new ResourceUnavailableException(
            "Iceberg table " + lake.name() + " was not loaded yet", "Begin with a full export."));
  }

  @Override
  public boolean make(LakeHistory history, CommitWatch watch) {
    LakeCommit last = last(history);
    LakeBranch branch = LakeBranch.begin(lake.table(), run, history.head());
    lake.invalidate();
    watch.at(Point.BEGUN);
    long rows = history
        .rows()
        .orElseGet(() -> lake.spark().table(lake.name().sql(branch.name())).count());
    branch.commit(
        LakeCommit.properties(run, last.position(), ChangeCounts.NONE, rows, last.lasting()),
        () -> {});
    watch.at(Point.WRITTEN);
    boolean published = branch.publish();
    lake.invalidate();
    if (published) {
      watch.at(Point.PUBLISHED);
    } else {
      branch.drop();
    }
    return published;
  }
}
