package dev.sluice.report;

import dev.sluice.report.chart.Ink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart with all that belongs to it.
 *
 * @param id its anchor in the page
 * @param title what is seen
 * @param n of how many items
 * @param keys what its colours mean
 * @param svg the chart; null where there is nothing to draw
 * @param nothing why there is nothing to draw; null where there is something
 * @param table its numbers
 * @param notes what the numbers say, or cannot
 */
record Figure(
    String id,
    String title,
    String n,
    List<Key> keys,
    @Nullable String svg,
    @Nullable String nothing,
    @Nullable DataTable table,
    List<String> notes) {
  Figure(
      String id,
      String title,
      String n,
      List<Key> keys,
      @Nullable String svg,
      @Nullable String nothing,
      @Nullable DataTable table) {
    this(id, title, n, keys, svg, nothing, table, List.of());
  }

  /** With sentences on what is, or is not, told. */
  Figure noting(List<String> sentences) {
    return new Figure(id, title, n, keys, svg, nothing, table, List.copyOf(sentences));
  }

  /**
   * One entry of a legend.
   *
   * @param shape {@code line}, {@code dash}, {@code dots}, {@code dot}, {@code ring}, {@code box} or {@code none}
   */
  record Key(Ink ink, String shape, String text) {
    String classes() {
      return shape + " k-" + ink.css();
    }
  }

  static Figure empty(String id, String title, String why) {
    return new Figure(id, title, "n = 0", List.of(), null, why, null);
  }
}
