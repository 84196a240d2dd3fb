package dev.sluice.analytics;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one window as the formulas of {@link LatencyStatistic} see them. Latencies are in milliseconds, finite and
 * not negative.
 */
public interface LatencySample {
  /** Returns all requests of the window; at least 1. */
  long requests();

  /** Returns how many of them failed. */
  long failed();

  /** Usable latencies, those of failed requests included. */
  long count();

  /** Usable latencies at or below the objective; 0 where there is none. */
  long good();

  /** The latency objective; null: none. */
  @Nullable
  Double objective();

  /** The share of requests that shall meet the objective; null: none. */
  @Nullable
  Double target();

  /** The smallest usable latency; there must be one. */
  double min();

  /** The largest usable latency; there must be one. */
  double max();

  /** Σx, exact. */
  BigDecimal sum();

  /** Σx², exact. */
  BigDecimal sumOfSquares();

  /**
   * The sorted usable latency at this index, within the state's relative error.
   *
   * @param index in [0, {@link #count})
   */
  double sorted(long index);

  /**
   * The quantile at q: the sorted usable latency at index ⌊q·(n−1)⌋; there must be one.
   *
   * @param thousandths q · 1000
   */
  default double quantile(int thousandths) {
    return sorted(quantileIndex(thousandths, count()));
  }

  /**
   * ⌊q·(n−1)⌋ in whole numbers, without rounding.
   *
   * @param thousandths q · 1000
   */
  static long quantileIndex(int thousandths, long count) {
    return Math.floorDiv(thousandths * (count - 1), 1000L);
  }
}
