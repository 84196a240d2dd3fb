package dev.sluice.capacity;

/**
 * Gives permits to fetch pages. It is the driver's {@link ReadBudget} itself, or a client of it on an executor. Never
 * waits. Thread-safe.
 */
public interface CapacityBroker {
  /** Permits every page at once. For an emulator on the same machine, which needs no limit. */
  CapacityBroker UNLIMITED = Unlimited.INSTANCE;

  /**
   * Requests a permit to fetch one page.
   *
   * @param itemLimit the largest number of items that the caller wants; 0: as many as make 1 MB
   * @throws dev.sluice.failure.ResourceUnavailableException if the driver cannot be reached
   */
  Answer ask(int itemLimit);

  /**
   * Settles a permit whose page has arrived, or whose request has finally failed: corrects the charge.
   *
   * @param consumedUnits the actual cost in read units
   * @param items the number of items scanned for the page; 0: unknown
   */
  void settle(Answer.Permit permit, double consumedUnits, int items);

  /**
   * Returns a permit whose request was throttled. The request has cost nothing. If the table as a whole is the reason,
   * all reads slow down.
   */
  void throttled(Answer.Permit permit, Throttling throttling);

  /** An enum, so that it stays a single object after it is serialized. */
  enum Unlimited implements CapacityBroker {
    INSTANCE;

    @Override
    public Answer ask(int itemLimit) {
      return new Answer.Permit(0, 0, itemLimit);
    }

    @Override
    public void settle(Answer.Permit permit, double consumedUnits, int items) {}

    @Override
    public void throttled(Answer.Permit permit, Throttling throttling) {}
  }
}
