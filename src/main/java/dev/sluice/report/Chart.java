package dev.sluice.report;

import dev.sluice.report.chart.Plot;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The drawing in a figure.
 *
 * @param svg null where there is nothing to draw
 * @param nothing why there is nothing, or not all; null where there is all
 */
record Chart(@Nullable String svg, @Nullable String nothing) {
  /**
   * The plot, drawn; where it cannot be, the reason.
   *
   * @param id of its element; what the ids within begin with
   * @param label what it shows, in words
   */
  static Chart of(String id, String label, Supplier<Plot> plot) {
    return Fallback.of(
        label,
        () -> new Chart(plot.get().svg(id, label), null),
        reason -> none("This chart " + reason + ". Its figures are in the table."));
  }

  static Chart none(String why) {
    return new Chart(null, why);
  }

  /** Both, one below the other. */
  Chart above(Chart below) {
    return new Chart(joined(svg, below.svg), joined(nothing, below.nothing));
  }

  private static @Nullable String joined(@Nullable String one, @Nullable String other) {
    return one == null ? other : one + Optional.ofNullable(other).orElse("");
  }
}
