package dev.sluice.job.console;

import dev.sluice.summary.SummaryRow;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Describes trends, change points and comparisons of an accuracy row in a few words. Sizes are in percentage points,
 * {@code pp}, or, for a numeric target, in its own unit.
 */
final class SignalText {
  private static final String NONE = "-";
  private static final Set<String> SHOWN = Set.of("better", "worse");

  private SignalText() {}

  /** Returns {@code -0.12 pp (p 0.003)}. */
  static String trend(SummaryRow row) {
    OptionalDouble p = row.number("trendP");
    return p.isEmpty()
        ? NONE
        : size(row, row.number("trendSlope")) + " (p " + SummaryCells.significant(p) + ")";
  }

  /** Returns {@code 2026-10-18 by -18.60 pp}. */
  static String change(SummaryRow row) {
    SummaryRow change = row.within("changePoint");
    return change
        .text("day")
        .map(day -> day + " by " + size(row, change.number("size")))
        .orElse(NONE);
  }

  /** Returns {@code better than 1 by +13.02 pp} or {@code 1: too few labels}. */
  static String comparison(SummaryRow row) {
    return comparison(row, row.within("regression"));
  }

  /** Returns the comparisons of a board row that found a difference, {@code 2 better than 1 by +13.02 pp}. */
  static String comparisons(SummaryRow row) {
    SummaryRow versions = row.within("regressions");
    return versions.attributes().keySet().stream()
        .map(versions::within)
        .filter(comparison -> SHOWN.contains(comparison.text("verdict").orElse("")))
        .map(found -> found.text("candidate").orElse(NONE) + " " + comparison(row, found))
        .collect(Collectors.joining("; "));
  }

  private static String comparison(SummaryRow row, SummaryRow comparison) {
    String verdict = comparison.text("verdict").orElse("");
    String baseline = comparison.text("baseline").orElse(NONE);
    return switch (verdict) {
      case "" -> NONE;
      case "better", "worse" ->
        verdict + " than " + baseline + " by " + size(row, comparison.number("difference"));
      default -> baseline + ": " + verdict;
    };
  }

  private static String size(SummaryRow row, OptionalDouble size) {
    boolean numeric = row.text("target").orElse("").equals("NUMERIC");
    return size.isEmpty() || numeric
        ? SummaryCells.significant(size)
        : String.format(Locale.ROOT, "%+.2f pp", 100 * size.getAsDouble());
  }
}
