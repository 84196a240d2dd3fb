package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import java.util.Optional;

/** Makes one commit. */
interface LakeStep {
  /** Returns the run that commits. */
  RunCommit run();

  /** Returns the position that the table then is at. */
  LakePosition end();

  /** Returns the commit if the run has made it already; empty if it has not. */
  default Optional<LakeCommit> made(LakeHistory history) {
    return history.find(run(), end());
  }

  /**
   * Checks that the step may follow what the table has.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it may not
   */
  void mustFollow(LakeHistory history);

  /**
   * Makes the commit, if {@code main} is still at the history's head when the rows are written.
   *
   * @return whether it did
   */
  boolean make(LakeHistory history, CommitWatch watch);
}
