package dev.sluice.dataset;

/** Told how far a run has come. Called from Spark's listener thread too. */
public interface Progress {
  /**
   * A table's scan begins, or other work.
   *
   * @param unit what is counted: {@code items}
   * @param expected how many, as the table's description says, up to six hours old; 0 where nothing is known
   */
  void begin(String subject, String unit, long expected);

  /** How many of it so far, and the read units that they took. Never falls. */
  void advance(long done, double readUnits);

  /** It is done. */
  void end(long done, double readUnits);

  /** Nobody watches. */
  Progress NONE = new Progress() {
    @Override
    public void begin(String subject, String unit, long expected) {}

    @Override
    public void advance(long done, double readUnits) {}

    @Override
    public void end(long done, double readUnits) {}
  };
}
