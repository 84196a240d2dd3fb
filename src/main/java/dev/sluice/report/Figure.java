package dev.sluice.report;

import dev.sluice.report.chart.Ink;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chart with all that belongs to it.
 *
 * @param id its anchor in the page
 * @param title what is seen
 * @param n of how many items
 * @param keys what its colours mean
 * @param chart what is drawn, or why nothing is
 * @param table its numbers
 * @param notes what the numbers say, or cannot
 */
record Figure(
    String id,
    String title,
    String n,
    List<Key> keys,
    Chart chart,
    @Nullable DataTable table,
    List<String> notes) {
  Figure(
      String id, String title, String n, List<Key> keys, Chart chart, @Nullable DataTable table) {
    this(id, title, n, keys, chart, table, List.of());
  }

  /** With sentences on what is, or is not, told. */
  Figure noting(List<String> sentences) {
    return new Figure(id, title, n, keys, chart, table, List.copyOf(sentences));
  }

  @Nullable
  String svg() {
    return chart.svg();
  }

  @Nullable
  String nothing() {
    return chart.nothing();
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
    return new Figure(id, title, "n = 0", List.of(), Chart.none(why), null);
  }

  /** The figure; where it cannot be made, one that says so. */
  static Figure of(String id, String title, Supplier<Figure> figure) {
    return Fallback.of(
        title,
        figure,
        reason -> new Figure(
            id, title, "n is not known", List.of(), Chart.none("This figure " + reason), null));
  }
}
