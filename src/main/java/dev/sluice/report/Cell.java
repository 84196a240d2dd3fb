package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Statistic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a table.
 *
 * @param text the displayed text
 * @param why the reason if there is no value
 * @param number whether the cell is aligned as a number
 * @param svg a small chart instead of text
 * @param style a class of the style sheet
 * @param link the target of a link
 */
record Cell(
    String text,
    @Nullable String why,
    boolean number,
    @Nullable String svg,
    @Nullable String style,
    @Nullable String link) {
  private static final int MARKUP = 40;

  static Cell text(String text) {
    return new Cell(text, null, false, null, null, null);
  }

  static Cell count(long n) {
    return number(Notation.count(n));
  }

  static Cell number(String text) {
    return new Cell(text, null, true, null, null, null);
  }

  /** Returns a number, or a dash with the reason for its absence. */
  static Cell number(String text, Map<String, String> absent, String figure) {
    return text.equals(Notation.NONE)
        ? none(absent.getOrDefault(figure, "not defined"))
        : number(text);
  }

  /** Returns a statistic of a row in its unit's notation, or a dash with the reason why it is undefined. */
  static Cell statistic(LatencyFigures row, LatencyStatistic statistic) {
    return statistic(row.value(statistic), row.absent(), statistic);
  }

  /** Likewise of accuracy; the upper end of an interval shows both ends. */
  static Cell statistic(AccuracyFigures row, AccuracyStatistic statistic) {
    AccuracyStatistic lower = statistic.intervalFrom();
    if (lower == null) {
      return statistic(row.value(statistic), row.absent(), statistic);
    }
    String text = Notation.interval(row.value(lower), row.value(statistic));
    return number(text, row.absent(), lower.attribute());
  }

  private static Cell statistic(
      @Nullable Double value, Map<String, String> absent, Statistic<?> statistic) {
    String text = value == null ? Notation.NONE : Notation.of(value, statistic.unit());
    return number(text, absent, statistic.attribute());
  }

  static Cell none(String why) {
    return new Cell(Notation.NONE, PlainText.of(why), true, null, "none", null);
  }

  static Cell chart(String svg) {
    return new Cell("", null, false, svg, "spark", null);
  }

  Cell styled(String name) {
    return new Cell(text, why, number, svg, name, link);
  }

  /** Returns the cell with a sign before its text. */
  Cell marked(String sign) {
    return new Cell(sign + " " + text, why, number, svg, style, link);
  }

  Cell linked(String target) {
    return new Cell(text, why, number, svg, style, target);
  }

  String svgOrNothing() {
    return svg == null ? "" : svg;
  }

  /** Returns an upper bound of its bytes in the page, markup included, charts excluded. */
  int bytes() {
    return MARKUP + PlainText.bytes(text) + 2 * PlainText.bytes(why);
  }

  /** Returns the classes of its element. */
  String classes() {
    return (number ? "num" : "txt") + (style == null ? "" : " " + style);
  }
}
