package dev.sluice.analytics;

import static dev.sluice.analytics.Unit.COUNT;
import static dev.sluice.analytics.Unit.MILLISECONDS;
import static dev.sluice.analytics.Unit.RATIO;
import static dev.sluice.analytics.Unit.SHARE;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of latency. Each is declared here and nowhere else: its name, its unit, the fewest usable latencies that it
 * needs, its formula, and where it is shown.
 *
 * <p>The computation, {@code figures.json}, the attributes of the summary rows, the tables of the console and those of the
 * report go through this list, in its order. Every statistic is in {@code figures.json} and in the latency rows; the board,
 * the console and the report have those that say so.
 */
public enum LatencyStatistic implements Statistic<LatencySample> {
  /** failed ÷ requests. */
  ERROR_RATE(named("errorRate", SHARE, sample -> (double) sample.failed() / sample.requests())
      .needing(0)
      .onBoard()
      .console("errors")
      .consoleBoard("errors")),
  MIN(named("min", MILLISECONDS, LatencySample::min)),
  /** Σx ÷ n. */
  MEAN(named("mean", MILLISECONDS, LatencyStatistic::mean)),
  /** The sample standard deviation (n − 1): √((n·Σx² − (Σx)²) ÷ (n·(n−1))), from exact sums. */
  STDDEV(named("stddev", MILLISECONDS, LatencyStatistic::standardDeviation).needing(2)),
  /** The median. Quantiles are the sorted value at index ⌊q·(n−1)⌋. */
  P50(quantile("p50", 500).onBoard().console("p50 ms").consoleBoard("p50 ms").report("p50")),
  P90(quantile("p90", 900).report("p90")),
  P95(quantile("p95", 950)
      .withInterval()
      .onBoard()
      .console("p95 ms")
      .consoleBoard("p95 ms")
      .report("p95")),
  P99(quantile("p99", 990)
      .needing(100)
      .withInterval()
      .onBoard()
      .console("p99 ms")
      .consoleBoard("p99 ms")
      .report("p99")),
  P999(quantile("p999", 999).needing(1000)),
  MAX(named("max", MILLISECONDS, LatencySample::max).console("max ms").report("Largest")),
  /** Usable latencies at or below the objective. */
  SLO_GOOD(named("sloGood", COUNT, LatencySample::good)
      .needing(0)
      .unless(LatencyStatistic::withoutObjective)),
  /** sloGood ÷ n. */
  SLO_COMPLIANCE(named("sloCompliance", SHARE, LatencyStatistic::compliance)
      .unless(LatencyStatistic::withoutObjective)
      .onBoard()
      .console("in objective")
      .consoleBoard("in objective")),
  /**
   * (1 − sloCompliance) ÷ (1 − sloTarget), the burn rate of the error budget (Beyer et al., "The Site Reliability Workbook",
   * 2018, chapter 5): 1 spends just what the target leaves, more misses the objective. The objective is on latency: a failed
   * request counts by its latency like any other, and not at all where it has none.
   */
  ERROR_BUDGET_BURN(named("errorBudgetBurn", RATIO, LatencyStatistic::budgetBurn)
      .unless(LatencyStatistic::withoutBudget)
      .onBoard()
      .console("budget burn"));

  private static final MathContext PRECISION = MathContext.DECIMAL128;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it once it is declared
  private final Declaration declaration;

  LatencyStatistic(Declaration declaration) {
    this.declaration = declaration;
  }

  @Override
  public Declaration declaration() {
    return declaration;
  }

  /** Returns q · 1000 of a quantile, else 0. */
  public int thousandths() {
    return declaration.thousandths;
  }

  /** Returns whether its 95 % confidence interval is given beside it. */
  public boolean hasInterval() {
    return declaration.interval;
  }

  /** The reason that stands in {@code absent} where a statistic needs more usable latencies than there are. */
  public static String tooFew(long count, long needed) {
    return count == 0
        ? "no usable latency"
        : "needs %,d usable latencies, has %,d".formatted(needed, count);
  }

  private static double mean(LatencySample sample) {
    return sample.sum().divide(BigDecimal.valueOf(sample.count()), PRECISION).doubleValue();
  }

  private static double standardDeviation(LatencySample sample) {
    BigDecimal n = BigDecimal.valueOf(sample.count());
    BigDecimal spread = n.multiply(sample.sumOfSquares()).subtract(sample.sum().pow(2));
    BigDecimal variance = spread.divide(n.multiply(n.subtract(BigDecimal.ONE)), PRECISION);
    return variance.sqrt(PRECISION).doubleValue();
  }

  private static double compliance(LatencySample sample) {
    return (double) sample.good() / sample.count();
  }

  private static double budgetBurn(LatencySample sample) {
    Double target = sample.target();
    double left = target == null ? Double.NaN : 1 - target;
    return (double) (sample.count() - sample.good()) / sample.count() / left;
  }

  private static @Nullable String withoutObjective(LatencySample sample) {
    return sample.objective() == null ? "no latency objective" : null;
  }

  private static @Nullable String withoutBudget(LatencySample sample) {
    Double target = sample.target();
    if (sample.objective() == null) {
      return "no latency objective";
    } else if (target == null) {
      return "the latency objective has no target";
    }
    return target < 1 ? null : "a target of 1 leaves no error budget";
  }

  private static Declaration named(
      String name, Unit unit, ToDoubleFunction<LatencySample> formula) {
    return new Declaration(name, unit, formula, 0);
  }

  private static Declaration quantile(String name, int thousandths) {
    return new Declaration(name, MILLISECONDS, sample -> sample.quantile(thousandths), thousandths);
  }

  /** The declaration of one statistic. By default it needs one usable latency. */
  static final class Declaration extends StatisticDeclaration<LatencySample, Declaration> {
    private final int thousandths;
    private boolean interval;

    Declaration(String name, Unit unit, ToDoubleFunction<LatencySample> formula, int thousandths) {
      super(name, unit, formula);
      this.thousandths = thousandths;
    }

    @Override
    Declaration self() {
      return this;
    }

    @Override
    long count(LatencySample sample) {
      return sample.count();
    }

    @Override
    String tooFew(long count, long needed) {
      return LatencyStatistic.tooFew(count, needed);
    }

    Declaration withInterval() {
      interval = true;
      return this;
    }
  }
}
