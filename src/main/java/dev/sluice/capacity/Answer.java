package dev.sluice.capacity;

/** What a {@link CapacityBroker} says to who wants to ask for a page. */
public sealed interface Answer {
  /**
   * Leave to ask for one page.
   *
   * @param afterNanos from the answer on, so that clocks need not agree
   * @param chargedUnits what the page is expected to cost
   * @param itemLimit how many items to ask for at most; 0: as many as make 1 MB
   */
  record Permit(long afterNanos, double chargedUnits, int itemLimit) implements Answer {}

  /** No leave yet and nothing charged: ask again then. */
  record RetryAfter(long afterNanos) implements Answer {}

  /** No leave ever again: a budget or a deadline is reached. */
  record Exhausted(String message, String remedy) implements Answer {}
}
