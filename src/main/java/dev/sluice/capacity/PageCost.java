package dev.sluice.capacity;

/**
 * The expected cost of the next page in units of eventually consistent reads, estimated from the cost of recent pages.
 * It prefers to be too high: it rises at once and falls slowly. Guarded by its owner's lock.
 */
final class PageCost {
  /** The cost of a page of 1 MB. */
  private static final double FULL_PAGE = 128;

  /** The highest cost of a page at a low rate, in seconds of that rate. Above 300 units a second pages are full. */
  private static final double SMALL_PAGE_SECONDS = FULL_PAGE / 300;

  private static final double FORGOTTEN = 0.1;
  private static final double MIN_ITEM = 1e-3;

  private double unitsPerPage = FULL_PAGE;
  private double unitsPerItem = 1;
  private boolean itemKnown;

  /** Returns the highest cost of a page at this rate; a rate of 0 means no limit. */
  static double unitsPerPage(double rate) {
    return rate > 0 ? Math.min(FULL_PAGE, rate * SMALL_PAGE_SECONDS) : FULL_PAGE;
  }

  /**
   * Returns how many items to request, so that the page costs neither more than {@link #SMALL_PAGE_SECONDS} of the rate
   * nor more than {@code maxUnits}.
   */
  int itemLimit(double rate, double maxUnits, int factor, int requested) {
    double paced = rate > 0 ? rate * SMALL_PAGE_SECONDS : FULL_PAGE * factor;
    double units = Math.min(maxUnits, paced) / factor;
    if (units >= FULL_PAGE) {
      return requested;
    }
    int affordable = (int) Math.max(1, units / unitsPerItem);
    return requested == 0 ? affordable : Math.min(requested, affordable);
  }

  double expected(int itemLimit, int factor) {
    double units = itemLimit == 0 ? unitsPerPage : Math.min(FULL_PAGE, itemLimit * unitsPerItem);
    return units * factor;
  }

  void seen(int itemLimit, double units, int items) {
    if (items > 0) {
      double each = Math.max(units / items, MIN_ITEM);
      unitsPerItem = itemKnown ? risen(unitsPerItem, each) : each;
      itemKnown = true;
      unitsPerPage = itemLimit == 0 ? risen(unitsPerPage, units) : unitsPerPage;
    }
  }

  private static double risen(double before, double now) {
    return Math.max(now, before * (1 - FORGOTTEN) + now * FORGOTTEN);
  }
}
