package dev.sluice.analytics.latency;

import com.datadoghq.sketch.ddsketch.encoding.Output;
import dev.sluice.analytics.LatencyFigures.Method;
import dev.sluice.analytics.MergeableState;
import java.io.IOException;

/**
 * Counts of values that are finite and not negative: one count for each value while they are few ({@code ExactCounts}),
 * beyond that one for each bucket of a known relative width ({@code Sketch}). Its state depends on the values alone,
 * never on their order.
 */
interface Distribution extends MergeableState<Distribution> {
  /** Adds a value; may return another object, so use the returned one. */
  Distribution add(double value, long times);

  /** Adds all values to another distribution; use the returned one. */
  Distribution addTo(Distribution other);

  /** Returns the number of values. */
  long count();

  /** Returns the smallest value; requires at least one. */
  double min();

  /** Returns the largest value; requires at least one. */
  double max();

  /**
   * Returns the sorted values at these indexes (from 0, ascending), each within {@link #relativeError} of the true one.
   *
   * @param indexes each below {@link #count}
   */
  double[] at(long... indexes);

  /** Returns the sums of the values, exact. */
  Sums sums();

  Method method();

  double relativeError();

  /** Writes the state; the same values give the same bytes. */
  void write(Output out) throws IOException;
}
