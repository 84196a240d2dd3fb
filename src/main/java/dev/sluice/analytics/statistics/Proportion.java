package dev.sluice.analytics.statistics;

import dev.sluice.analytics.MergeableState;

/**
 * Successes of some trials.
 *
 * @param successes 0 to trials
 * @param trials 0 or more
 */
public record Proportion(long successes, long trials) implements MergeableState<Proportion> {
  public static final Proportion NONE = new Proportion(0, 0);

  /** Returns successes ÷ trials; NaN without trials. */
  public double rate() {
    return (double) successes / trials;
  }

  @Override
  public Proportion merge(Proportion other) {
    return new Proportion(successes + other.successes, trials + other.trials);
  }

  Proportion minus(Proportion other) {
    return new Proportion(successes - other.successes, trials - other.trials);
  }

  /** Returns the greatest log-likelihood over all rates, without its constant. */
  double logLikelihood() {
    long failures = trials - successes;
    return part(successes) + part(failures);
  }

  private double part(long count) {
    return count == 0 ? 0 : count * Math.log((double) count / trials);
  }

  /** Returns Pearson's χ² for this rate; 0 if the rate is 0 or 1. */
  double chiSquare(double rate) {
    double variance = trials * rate * (1 - rate);
    double off = successes - trials * rate;
    return variance == 0 ? 0 : off * off / variance;
  }
}
