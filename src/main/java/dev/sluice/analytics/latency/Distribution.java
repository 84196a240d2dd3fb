package dev.sluice.analytics.latency;

import com.datadoghq.sketch.ddsketch.encoding.Output;
import dev.sluice.analytics.LatencyFigures.Method;
import dev.sluice.analytics.MergeableState;
import java.io.IOException;

/**
 * Counts of values that are finite and not negative: of each value while they are few ({@code ExactCounts}), of buckets of
 * a known relative width beyond ({@code Sketch}). Its state depends on the values alone, never on their order.
 */
interface Distribution extends MergeableState<Distribution> {
  /** Adds to this one if it can; use what is returned. */
  Distribution add(double value, long times);

  /** Adds all values to another distribution; use what is returned. */
  Distribution addTo(Distribution other);

  /** Returns how many values there are. */
  long count();

  /** The least value; there must be one. */
  double min();

  /** The greatest value; there must be one. */
  double max();

  /**
   * The sorted values at these indexes (from 0, ascending), each within {@link #relativeError} of the true one.
   *
   * @param indexes each below {@link #count}
   */
  double[] at(long... indexes);

  /** Exact. */
  Sums sums();

  Method method();

  double relativeError();

  /** Writes it; the same values give the same bytes. */
  void write(Output out) throws IOException;
}
