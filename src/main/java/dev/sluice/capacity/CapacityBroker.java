package dev.sluice.capacity;

/**
 * Gives permits to fetch pages: the driver's {@link ReadBudget} itself, or a client of it on an executor. Never waits.
 * Thread-safe.
 */
public interface CapacityBroker {
  /** Permits every page at once. For an emulator on this machine, which needs no limit. */
  CapacityBroker UNLIMITED = Unlimited.INSTANCE;

  /**
   * Requests a permit to fetch one page.
   *
   * @param itemLimit items that the caller wants at most; 0: as many as make 1 MB
   * @throws dev.sluice.failure.ResourceUnavailableException where the driver cannot be reached
   */
  Answer ask(int itemLimit);

  /**
   * Settles a permit whose page has come, or whose request has failed for good: corrects the charge.
   *
   * @param consumedUnits the actual cost in read units
   * @param items items scanned for the page; 0: unknown
   */
  void settle(Answer.Permit permit, double consumedUnits, int items);

  /** Returns a permit whose request was throttled. It has cost nothing, and all reads slow down. */
  void throttled(Answer.Permit permit);

  /** An enum, so that it stays one object wherever it is sent. */
  enum Unlimited implements CapacityBroker {
    INSTANCE;

    @Override
    public Answer ask(int itemLimit) {
      return new Answer.Permit(0, 0, itemLimit);
    }

    @Override
    public void settle(Answer.Permit permit, double consumedUnits, int items) {}

    @Override
    public void throttled(Answer.Permit permit) {}
  }
}
