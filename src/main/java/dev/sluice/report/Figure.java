package dev.sluice.report;

import dev.sluice.report.chart.Ink;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chart with its title, legend, table and notes.
 *
 * @param id its anchor in the page
 * @param title the statement about the data
 * @param n number of items
 * @param keys the legend
 * @param chart the chart, or the reason for its absence
 * @param table the numbers of the chart
 * @param notes sentences about the numbers, or about missing ones
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

  /** Returns the figure with further notes. */
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

  /** Creates the figure; if that fails, returns one with a notice. */
  static Figure of(String id, String title, Supplier<Figure> figure) {
    return Fallback.of(
        title,
        figure,
        reason -> new Figure(
            id, title, "n is not known", List.of(), Chart.none("This figure " + reason), null));
  }
}
