package dev.sluice.dataset.lake;

import dev.sluice.access.ReadSettings;
import java.time.Instant;

/** Has DynamoDB make incremental exports of a table for a run: of the same window the same export, whoever asks. */
public interface ChangeExports {
  /** Makes none: whoever reads tables by other ways needs none. */
  ChangeExports NONE = new ChangeExports() {
    @Override
    public Instant latest(ReadSettings table) {
      throw new IllegalStateException("exports are requested by runs");
    }

    @Override
    public ReadSettings changes(ReadSettings table, Instant from, Instant until) {
      throw new IllegalStateException("exports are requested by runs");
    }

    @Override
    public void left(ReadSettings table, Instant from, Instant until) {
      throw new IllegalStateException("exports are requested by runs");
    }
  };

  /** Returns the latest time up to which changes can be exported, in whole seconds. */
  Instant latest(ReadSettings table);

  /**
   * Requests the export of a window, or finds it, and waits until it is there.
   *
   * @param from inclusive
   * @param until exclusive; 15 minutes to 24 hours later
   * @return the settings of a read of it
   * @throws dev.sluice.failure.ResourceUnavailableException if there is none, as when point-in-time recovery does not
   *     reach back so far
   * @throws dev.sluice.failure.BudgetExhaustedException if it is not finished at the deadline
   */
  ReadSettings changes(ReadSettings table, Instant from, Instant until);

  /** Tells that the changes of a window are left for the next run, because it is shorter than an export may be. */
  void left(ReadSettings table, Instant from, Instant until);
}
