package dev.sluice.dataset.export;

/** Receives the progress of a run. Also called from Spark's listener thread. */
public interface Progress {
  /**
   * Begins a table's scan, or other work.
   *
   * @param unit the unit of the counts: {@code items}
   * @param expected the count in the table's description, up to six hours old; 0 if unknown
   */
  void begin(String subject, String unit, long expected);

  /** Reports the count so far and the read units consumed. Neither decreases. */
  void advance(long done, double readUnits);

  /** Ends the work. */
  void end(long done, double readUnits);

  /** Ignores all reports. */
  Progress NONE = new Progress() {
    @Override
    public void begin(String subject, String unit, long expected) {}

    @Override
    public void advance(long done, double readUnits) {}

    @Override
    public void end(long done, double readUnits) {}
  };
}
