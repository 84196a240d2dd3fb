package dev.sluice.dataset.lake;

/** Writes the rows of one commit to a branch. */
interface LakeStep {
  /** Returns the position that the table then is at. */
  LakePosition end();

  /**
   * Checks that the step may follow what the table has.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it may not
   */
  void mustFollow(LakeHistory history);

  /**
   * Makes the branch's snapshot.
   *
   * @param history of the snapshot at which the branch began
   */
  void write(LakeBranch branch, LakeHistory history);
}
