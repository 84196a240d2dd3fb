package dev.sluice.dataset.lake;

import java.util.List;

/** Keeps changes of windows that cannot be decoded, beside the table. */
public interface RejectedChanges {
  /** Returns how many there may be in a run. */
  long limit();

  /**
   * Keeps those of a window, before the window is committed. The same ones may be kept several times.
   *
   * @param end the position after the window
   * @param changes as DynamoDB JSON; where there are more than may be, some of them
   * @param earlier the number of those in windows that the run has committed
   * @throws dev.sluice.failure.DataGateException if there are too many
   */
  void keep(LakePosition end, List<String> changes, long earlier);
}
