package dev.sluice.summary;

import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.KindChange;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Statistic;
import dev.sluice.analytics.TargetKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Headline figures of one model over all its versions: its last day with requests, and the accuracy of the 7 days that
 * end with it.
 */
final class BoardRow {
  /** The name of the source, in the board of all sources; {@code source} is the ARN of its table. */
  static final String SOURCE_NAME = "sourceName";

  private BoardRow() {}

  static Row of(Headline headline, Keys keys, RowFactory rowFactory) {
    return of(headline, null, keys, rowFactory);
  }

  /**
   * @param change the doubt about its target kind; null: none
   */
  static Row of(Headline headline, @Nullable KindChange change, Keys keys, RowFactory rowFactory) {
    return row(keys.board(headline.model()), headline, change, null, rowFactory);
  }

  /**
   * Builds the row of a source's model in the board of all sources.
   *
   * @param change as above
   */
  static Row ofSource(
      String source,
      Headline headline,
      @Nullable KindChange change,
      Keys keys,
      RowFactory rowFactory) {
    return row(keys.boardOf(source, headline.model()), headline, change, source, rowFactory);
  }

  private static Row row(
      RowKey key,
      Headline headline,
      @Nullable KindChange change,
      @Nullable String source,
      RowFactory rowFactory) {
    return rowFactory.row(
        key,
        attributes(headline)
            .text("targetChange", change == null ? null : change.inWords())
            .text(SOURCE_NAME, source),
        headline.day().end(),
        RowOrder.BY_DAY,
        List.of("regressions", "slowDowns"));
  }

  private static Attributes attributes(Headline h) {
    Attributes attributes = Attributes.of(h.day())
        .text("model", h.model())
        .text("day", h.day().label())
        .count("requests", h.requests())
        .count("failed", h.failed())
        .count("labelled", h.labelled())
        .text("target", h.target() == null ? null : h.target().name());
    Statistic.onBoard(LatencyStatistic.class)
        .forEach(statistic -> statistic(
            attributes,
            statistic,
            h.value(statistic),
            "undefined on this day; the model's latency row says why"));
    TargetKind target = h.target() == null ? TargetKind.CLASS : h.target();
    Statistic.onBoard(AccuracyStatistic.class).stream()
        .filter(statistic -> statistic.isOf(target))
        .forEach(statistic -> statistic(
            attributes,
            statistic,
            h.value(statistic),
            "no labels in the 7 days that end with this one"));
    slowDowns(attributes, h);
    signals(attributes, h);
    return attributes;
  }

  /** Adds the value, or the reason why there is none. */
  private static void statistic(
      Attributes attributes, Statistic<?> statistic, @Nullable Double value, String reason) {
    if (value == null) {
      attributes.absent(statistic.attribute(), reason);
    } else {
      attributes.statistic(statistic, value);
    }
  }

  /** Adds {@code regressions}: version → its comparison, as in the accuracy row. */
  private static void signals(Attributes attributes, Headline h) {
    if (h.changePoint() == null) {
      attributes.absent(
          "changePoint", "none is stated; the model's accuracy row of this day says why");
    } else {
      attributes.map("changePoint", SignalAttributes.change(h.changePoint()));
    }
    Attributes versions = new Attributes();
    h.comparisons()
        .forEach(comparison -> versions.map(
            KeyParts.key(comparison.candidate()), SignalAttributes.comparison(comparison)));
    attributes.map("regressions", versions);
  }

  private static void slowDowns(Attributes attributes, Headline h) {
    attributes.texts("slowDowns", h.slowDowns());
    if (h.slower() == null) {
      attributes.absent("slower", "the model's latency rows of this day say why");
    } else {
      attributes.flag("slower", h.slower());
    }
  }
}
