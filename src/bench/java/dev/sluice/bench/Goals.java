package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import java.util.Map;
import java.util.Optional;

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
        parquet(ratios, table == BenchTable.EXPERIMENTS ? PARQUET_NESTED : PARQUET_FLAT);
    };
  }

  private static String againstBest(Map<Contestants, Double> ratios, double goal) {
    return ratios.entrySet().stream()
        .filter(entry -> entry.getKey().isPeer())
        .min(Map.Entry.comparingByValue())
        .map(best -> against(best.getKey(), best.getValue(), goal))
        .orElse("");
  }

  static String against(Contestants other, double ratio, double goal) {
    return "%s takes %.2f x Sluice's CPU; the goal is at least %.1f x: %s%n"
        .formatted(other.title(), ratio, goal, ratio >= goal ? "reached" : "missed");
  }

  private static String ofBare(double ratio) {
    double share = 1 / ratio;
    return "Sluice takes %.2f of the CPU of %s; the goal is at most %.1f: %s%n"
        .formatted(
            share, Contestants.BARE.title(), OF_BARE, share <= OF_BARE ? "reached" : "missed");
  }

  private static String parquet(Map<Contestants, Double> ratios, double goal) {
    return Optional.ofNullable(ratios.get(Contestants.SDK))
            .map(ratio -> against(Contestants.SDK, ratio, goal))
            .orElse("")
        + Optional.ofNullable(ratios.get(Contestants.BARE)).map(Goals::ofBare).orElse("");
  }
}
