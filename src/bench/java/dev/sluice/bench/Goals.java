package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import java.util.Map;

/** Goals of Sluice's CPU against the others', each beside what is reached. */
final class Goals {
  private static final double NOOP = 6;
  private static final double COLUMNS = 8;
  private static final double PARQUET_FLAT = 4;
  private static final double PARQUET_NESTED = 4.5;

  /** Of the CPU of Spark's Parquet writer with rows in memory, for reading and writing. */
  private static final double OF_BARE = 0.8;

  private Goals() {}

  /**
   * A line for each goal that these ratios tell about.
   *
   * @param ratios how many times Sluice's CPU the others' is
   */
  static String text(BenchTable table, Task.Sink sink, Map<Contestants, Double> ratios) {
    return switch (sink) {
      case NOOP -> againstBest(ratios, NOOP);
      case COLUMNS -> againstBest(ratios, COLUMNS);
      case PARQUET ->
        against(
                Contestants.SDK,
                ratios,
                table == BenchTable.EXPERIMENTS ? PARQUET_NESTED : PARQUET_FLAT)
            + ofBare(ratios);
    };
  }

  private static String againstBest(Map<Contestants, Double> ratios, double goal) {
    return ratios.keySet().stream()
        .filter(Contestants::isPeer)
        .min((a, b) -> Double.compare(ratios.get(a), ratios.get(b)))
        .map(best -> against(best, ratios, goal))
        .orElse("");
  }

  private static String against(Contestants other, Map<Contestants, Double> ratios, double goal) {
    Double ratio = ratios.get(other);
    return ratio == null
        ? ""
        : "%s takes %.2f x Sluice's CPU; the goal is at least %.1f x: %s%n"
            .formatted(other.title(), ratio, goal, ratio >= goal ? "reached" : "missed");
  }

  private static String ofBare(Map<Contestants, Double> ratios) {
    Double ratio = ratios.get(Contestants.BARE);
    return ratio == null
        ? ""
        : "Sluice takes %.2f of the CPU of %s; the goal is at most %.1f: %s%n"
            .formatted(
                1 / ratio,
                Contestants.BARE.title(),
                OF_BARE,
                1 / ratio <= OF_BARE ? "reached" : "missed");
  }
}
