package dev.sluice.bench.analytics;

/** How values are distributed. Each value follows from its number alone, in any process. */
public enum Shape {
  /** Median 50. */
  LOGNORMAL,
  /** 98.5 % between 10 and 11, the others between 5,000 and 5,100. */
  BIMODAL,
  /** From 1 on, with the exponent 1.1: no finite variance. */
  PARETO;

  private static final double FIRST_MODE = 0.985;
  private static final double EXPONENT = 1.1;

  /**
   * The value of this number, milliseconds.
   *
   * @param decimals that it is rounded to; below 0: all that a double has
   */
  public double value(long number, int decimals) {
    long first = mixed(number * 2 + 1);
    double value = value(uniform(first), uniform(mixed(first)));
    double scale = Math.pow(10, Math.max(0, decimals));
    return decimals < 0 ? value : Math.rint(value * scale) / scale;
  }

  private double value(double u, double v) {
    return switch (this) {
      case LOGNORMAL ->
        50 * Math.exp(0.8 * Math.sqrt(-2 * Math.log1p(-u)) * Math.cos(2 * Math.PI * v));
      case BIMODAL -> u < FIRST_MODE ? 10 + v : 5_000 + 100 * v;
      case PARETO -> Math.pow(1 - u, -1 / EXPONENT);
    };
  }

  private static double uniform(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mixed(long number) {
    long z = number * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
