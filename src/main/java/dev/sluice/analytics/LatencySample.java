package dev.sluice.analytics;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one window as the formulas of {@link LatencyStatistic} read them. Latencies are in milliseconds,
 * finite and not negative.
 */
public interface LatencySample {
  /** Returns the number of requests in the window, at least 1. */
  long requests();

  /** Returns the number of failed requests. */
  long failed();

  /** Returns the number of usable latencies, those of failed requests included. */
  long count();

  /** Returns the number of usable latencies at or below the objective; 0 without an objective. */
  long good();

  /** Returns the latency objective; null: none. */
  @Nullable
  Double objective();

  /** Returns the share of requests that should meet the objective; null: none. */
  @Nullable
  Double target();

  /** Returns the smallest usable latency; requires at least one. */
  double min();

  /** Returns the largest usable latency; requires at least one. */
  double max();

  /** Returns Σx, exact. */
  BigDecimal sum();

  /** Returns Σx², exact. */
  BigDecimal sumOfSquares();

  /**
   * Returns the sorted usable latency at this index, within the state's relative error.
   *
   * @param index in [0, {@link #count})
   */
  double sorted(long index);

  /**
   * Returns the quantile at q: the sorted usable latency at index ⌊q·(n−1)⌋; requires at least one.
   *
   * @param thousandths q · 1000
   */
  default double quantile(int thousandths) {
    return sorted(quantileIndex(thousandths, count()));
  }

  /**
   * Returns ⌊q·(n−1)⌋ in whole numbers, without rounding.
   *
   * @param thousandths q · 1000
   */
  static long quantileIndex(int thousandths, long count) {
    return Math.floorDiv(thousandths * (count - 1), 1000L);
  }
}
