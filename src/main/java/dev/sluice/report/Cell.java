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
 * @param text what it shows
 * @param why why it shows nothing, where it does
 * @param number whether it is aligned as a number
 * @param svg a small chart instead of text
 * @param style a class of the style sheet's
 * @param link where it leads
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

  /** A number, or a dash and the reason why there is none. */
  static Cell number(String text, Map<String, String> absent, String figure) {
    return text.equals(Notation.NONE)
        ? none(absent.getOrDefault(figure, "not defined"))
        : number(text);
  }

  /** A statistic of a row in its unit's notation, or a dash and the reason why it is not defined. */
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

  /** With a sign before it. */
  Cell marked(String sign) {
    return new Cell(sign + " " + text, why, number, svg, style, link);
  }

  Cell linked(String target) {
    return new Cell(text, why, number, svg, style, target);
  }

  String svgOrNothing() {
    return svg == null ? "" : svg;
  }

  /** At most so many bytes of the page, markup included, a chart not. */
  int bytes() {
    return MARKUP + PlainText.bytes(text) + 2 * PlainText.bytes(why);
  }

  /** The classes of its element. */
  String classes() {
    return (number ? "num" : "txt") + (style == null ? "" : " " + style);
  }
}
