package dev.sluice.capacity;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether so many pages are throttled that the table as a whole must be the reason. A cumulative sum (Page,
 * "Continuous Inspection Schemes", 1954) of log-likelihood ratios: that one page in four is throttled, against one in
 * twenty, which a single hot partition throttles. Guarded by its owner's lock.
 */
final class ThrottledRun {
  private static final double MANY = 0.25;
  private static final double FEW = 0.05;
  private static final double FOR = Math.log(MANY / FEW);
  private static final double AGAINST = Math.log((1 - FEW) / (1 - MANY));

  /** Four throttled pages with no more than a few between them. */
  private static final double ENOUGH = 5;

  /** The shortest run in seconds. Over a shorter one, the pages in flight would distort the measured rate. */
  private static final double MIN_SECONDS = 2;

  private double evidence;
  private @Nullable Consumption begin;

  /** Returns whether throttling of recent pages is still being weighed. */
  boolean isOpen() {
    return begin != null;
  }

  void served() {
    evidence -= AGAINST;
    if (evidence <= 0) {
      end();
    }
  }

  void throttled(Consumption now) {
    begin = begin == null ? now : begin;
    evidence += FOR;
  }

  void end() {
    evidence = 0;
    begin = null;
  }

  /**
   * Returns the rate that the table has given during the run; 0 if the evidence is not enough. The run begins and ends
   * with a throttled page: at both instants the table's capacity was used up, so what it served between them is what it
   * gives.
   */
  double measured(Consumption now) {
    return begin != null && evidence >= ENOUGH && now.secondsSince(begin) >= MIN_SECONDS
        ? now.rateSince(begin)
        : 0;
  }
}
