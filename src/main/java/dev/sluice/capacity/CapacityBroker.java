package dev.sluice.capacity;

/**
 * Where requests for pages take their turns: the driver's {@link ReadBudget} itself, or a way to it from elsewhere.
 * Never waits. Safe for many threads.
 */
public interface CapacityBroker {
  /** Of an emulator on this machine, which no limit has to protect. */
  CapacityBroker UNLIMITED = Unlimited.INSTANCE;

  /**
   * Asks for leave to ask for a page.
   *
   * @param itemLimit items that the caller wants at most; 0: as many as make 1 MB
   * @throws dev.sluice.failure.ResourceUnavailableException where the driver cannot be reached
   */
  Answer ask(int itemLimit);

  /**
   * A page has come, or its request has failed for good: what was charged is put right.
   *
   * @param consumedUnits what it really cost
   * @param items that were scanned for it; 0: unknown
   */
  void settle(Answer.Permit leave, double consumedUnits, int items);

  /** A request was throttled: it has cost nothing, and all shall go slower. */
  void throttled(Answer.Permit leave);
}
