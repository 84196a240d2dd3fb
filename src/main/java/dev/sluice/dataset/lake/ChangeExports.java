package dev.sluice.dataset.lake;

import dev.sluice.access.ReadSettings;
import java.time.Instant;
import java.util.Optional;

/** Has DynamoDB make exports of a table for a run: of the same window the same export, whoever asks. */
public interface ChangeExports {
  /** Makes none: whoever reads tables by other ways needs none. */
  ChangeExports NONE = new ChangeExports() {
    @Override
    public Instant latest(ReadSettings table) {
      throw new IllegalStateException("exports are requested by runs");
    }

    @Override
    public Optional<Instant> earliest(ReadSettings table) {
      throw new IllegalStateException("exports are requested by runs");
    }

    @Override
    public Optional<ReadSettings> all(ReadSettings table) {
      throw new IllegalStateException("exports are requested by runs");
    }

    @Override
    public boolean begin(ReadSettings table, Instant from, Instant until) {
      throw new IllegalStateException("exports are requested by runs");
    }

    @Override
    public ReadSettings changes(ReadSettings table, Instant from, Instant until) {
      throw new IllegalStateException("exports are requested by runs");
    }

    @Override
    public void scanned(ReadSettings table, String why) {
      throw new IllegalStateException("runs decide it");
    }

    @Override
    public void left(ReadSettings table, Instant from, Instant until) {
      throw new IllegalStateException("exports are requested by runs");
    }
  };

  /** Returns the latest time up to which changes can be exported, in whole seconds: whenever it is asked, the same one. */
  Instant latest(ReadSettings table);

  /**
   * Returns the earliest time from which changes can be exported; empty if the table has no point-in-time recovery, or it is
   * not known whether it has.
   */
  Optional<Instant> earliest(ReadSettings table);

  /**
   * Requests a full export, or finds it, and waits until it is there.
   *
   * @return the settings of a read of it; empty if the role may not request it
   * @throws dev.sluice.failure.ResourceUnavailableException if there is none
   * @throws dev.sluice.failure.BudgetExhaustedException if it is not finished at the deadline
   */
  Optional<ReadSettings> all(ReadSettings table);

  /**
   * Requests the export of a window as {@link #changes} does, without waiting for it.
   *
   * @return false if the role may not request it
   */
  boolean begin(ReadSettings table, Instant from, Instant until);

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

  /**
   * Tells that all items of a table of labels or of experiments are read, and not its changes.
   *
   * @param why with what to do, without a full stop
   */
  void scanned(ReadSettings table, String why);

  /** Tells that the changes of a window are left for the next run, because it is shorter than an export may be. */
  void left(ReadSettings table, Instant from, Instant until);
}
