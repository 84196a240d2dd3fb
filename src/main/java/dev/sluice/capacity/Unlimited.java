package dev.sluice.capacity;

/** An enum, so that it stays the same one wherever it is sent. */
enum Unlimited implements CapacityBroker {
  INSTANCE;

  @Override
  public Answer ask(int itemLimit) {
    return new Answer.Permit(0, 0, itemLimit);
  }

  @Override
  public void settle(Answer.Permit leave, double consumedUnits, int items) {}

  @Override
  public void throttled(Answer.Permit leave) {}
}
