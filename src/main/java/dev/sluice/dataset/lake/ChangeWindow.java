package dev.sluice.dataset.lake;

/** Consecutive changes of a table, which lead from one position to a later one. */
sealed interface ChangeWindow permits ExportWindow, StreamWindow {
  /** Returns the position after the window. */
  LakePosition end();

  /** Returns what has the changes, for people: an export's or a stream's ARN. */
  String source();

  /**
   * Checks that the window follows a position without a gap or an overlap.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it does not
   */
  void mustFollow(LakePosition position);
}
