package dev.sluice.analytics.statistics;

/**
 * A series that may be cut in two. A cut at i leaves the elements before i on one side, those from i on at the other.
 */
interface Regimes {
  /** Elements of the series. */
  int length();

  /** Returns the weight of the elements before the cut. */
  long countBefore(int cut);

  long countAfter(int cut);

  double before(int cut);

  double after(int cut);

  /** The greater, the more likely the change is here rather than elsewhere. */
  double gain(int cut);

  /** The probability, were nothing different, of sides as unlike as here, this cut alone considered. */
  double p(int cut);
}
