package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import java.util.Optional;

/** Consecutive changes of a table, which lead from one position to a later one. */
sealed interface ChangeWindow permits ExportWindow, StreamWindow {
  /** Returns the position after the window. */
  LakePosition end();

  /** Returns a run's commit of the window; empty if it was not made yet. */
  Optional<LakeCommit> made(LakeHistory history, RunCommit run);

  /**
   * Checks that the window follows a position without a gap or an overlap.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it does not
   */
  void mustFollow(LakePosition position);

  /** Returns whether rows of a table at this position may have some of the changes already. */
  boolean isBehind(LakePosition position);
}
