package dev.sluice.report;

import dev.sluice.report.chart.Plot;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The drawing of a figure.
 *
 * @param svg null if there is nothing to draw
 * @param nothing the reason if the drawing is missing or incomplete; null if it is complete
 */
record Chart(@Nullable String svg, @Nullable String nothing) {
  /**
   * Draws the plot; if that fails, returns the reason.
   *
   * @param id id of its element, and prefix of the ids within
   * @param label a description of the chart in words
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

  /** Returns both charts, one below the other. */
  Chart above(Chart below) {
    return new Chart(joined(svg, below.svg), joined(nothing, below.nothing));
  }

  private static @Nullable String joined(@Nullable String one, @Nullable String other) {
    return one == null ? other : one + Optional.ofNullable(other).orElse("");
  }
}
