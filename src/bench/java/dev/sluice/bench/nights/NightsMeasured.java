package dev.sluice.bench.nights;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A full run over a log, the night after it, and a night without changes.
 *
 * @param startCpuSeconds what it took to start the process and Spark, which is in none of the three
 */
public record NightsMeasured(
    long items,
    int days,
    long changed,
    int models,
    int versions,
    double startCpuSeconds,
    RunCost full,
    RunCost night,
    RunCost idle) {
  /** Of the full run's CPU. */
  private static final double CPU_GOAL = 0.15;

  /** Of the full run's read units, bytes of exports, and writes. */
  private static final double GOAL = 0.05;

  /** Returns a table, and the goals with what is reached. */
  public String text() {
    return "%,d items over %,d days, %,d changed; %,d models x %,d versions%n"
            .formatted(items, days, changed, models, versions)
        + line("", "read units", "export MB", "CPU s", "wall s", "rows", "writes", "requests", "write units")
        + line("full", full)
        + line("night", night)
        + line("idle", idle)
        + share("export bytes", RunCost::exportBytes, GOAL)
        + share("CPU", RunCost::cpuSeconds, CPU_GOAL)
        + share("summary writes", RunCost::summaryWrites, GOAL);
  }

  private static String line(String name, RunCost cost) {
    return line(
        name,
        number("%,.0f", cost.readUnits()),
        number("%,.1f", cost.exportBytes() / 1e6),
        number("%,.1f", cost.cpuSeconds()),
        number("%,.1f", cost.wallSeconds()),
        count(cost.summaryRows()),
        count(cost.summaryWrites()),
        count(cost.summaryRequests()),
        number("%,.0f", cost.summaryWriteUnits()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String number(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static String line(String name, String... cells) {
    StringBuilder line = new StringBuilder("%-6s".formatted(name));
    for (String cell : cells) {
      line.append("%12s".formatted(cell));
    }
    return line.append(System.lineSeparator()).toString();
  }

  private String share(String name, ToDoubleFunction<RunCost> cost, double goal) {
    double share = cost.applyAsDouble(night) / cost.applyAsDouble(full);
    return "the night takes %.1f %% of the full run's %s; the goal is less than %.0f %%: %s%n"
        .formatted(100 * share, name, 100 * goal, share < goal ? "reached" : "missed");
  }
}
