package dev.sluice.capacity;

/** The answer of a {@link CapacityBroker} to a request for a permit. */
public sealed interface Answer {
  /**
   * A permit to fetch one page.
   *
   * @param afterNanos the wait before the page is fetched, counted from the answer, so that clocks need not agree
   * @param chargedUnits the expected cost of the page in read units
   * @param itemLimit the largest number of items to request; 0: as many as make 1 MB
   */
  record Permit(long afterNanos, double chargedUnits, int itemLimit) implements Answer {}

  /** No permit yet, and nothing is charged. The next request is due after the wait, in nanoseconds. */
  record RetryAfter(long afterNanos) implements Answer {}

  /** No further permit: a budget or a deadline is reached. */
  record Exhausted(String message, String remedy) implements Answer {}
}
