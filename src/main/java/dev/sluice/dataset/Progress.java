package dev.sluice.dataset;

/** Told how far a run has come. Called from Spark's listener thread too. */
public interface Progress {
  /**
   * A table's scan begins.
   *
   * @param expectedItems as the table's description says, up to six hours old; 0 where it says nothing
   */
  void begin(String table, long expectedItems);

  /** The items and read units of this table so far. Never falls. */
  void advance(long items, double readUnits);

  /** The table is read. */
  void end(long items, double readUnits);

  /** Nobody watches. */
  Progress NONE = new Progress() {
    @Override
    public void begin(String table, long expectedItems) {}

    @Override
    public void advance(long items, double readUnits) {}

    @Override
    public void end(long items, double readUnits) {}
  };
}
