package dev.sluice.analytics.statistics;

/**
 * A series that may be cut in two. A cut at i leaves the elements before i on one side, those from i on at the other.
 */
interface Regimes {
  /** Returns the number of elements. */
  int length();

  /** Returns the weight of the elements before the cut. */
  long countBefore(int cut);

  long countAfter(int cut);

  double before(int cut);

  double after(int cut);

  /** Returns the gain of this cut; the greater, the likelier the change is here. */
  double gain(int cut);

  /** Returns the probability of sides as different as here if nothing changed, for this cut alone. */
  double p(int cut);
}
