package dev.sluice.summary;

import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Trend;
import java.util.Locale;

/**
 * Signals of 28 days: {@code trendSlope} (per day), {@code trendP} and the line's ends in {@code trend}, {@code
 * changePoint}, and the version against its baseline in {@code regression}. Days are ISO-8601 text; {@code span} and
 * {@code verdict} are words: {@code same days}, {@code no difference shown}.
 */
final class SignalAttributes {
  private SignalAttributes() {}

  static void add(Attributes attributes, AccuracySignals signals) {
    Trend trend = signals.trend();
    if (trend != null) {
      attributes
          .figure("trendSlope", trend.slope())
          .figure("trendP", trend.p())
          .map("trend", trend(trend));
    }
    if (signals.changePoint() != null) {
      attributes.map("changePoint", change(signals.changePoint()));
    }
    if (signals.regression() != null) {
      attributes.map("regression", comparison(signals.regression()));
    }
  }

  private static Attributes trend(Trend trend) {
    return new Attributes()
        .count("days", trend.days())
        .text("first", trend.first().toString())
        .figure("atFirst", trend.atFirst())
        .text("last", trend.last().toString())
        .figure("atLast", trend.atLast());
  }

  static Attributes change(Change change) {
    return new Attributes()
        .text("day", change.day().toString())
        .figure("before", change.before())
        .figure("after", change.after())
        .figure("size", change.size())
        .figure("p", change.p())
        .count("n", change.labelledBefore() + change.labelledAfter())
        .count("labelledBefore", change.labelledBefore())
        .count("labelledAfter", change.labelledAfter())
        .flag("provisional", change.provisional());
  }

  static Attributes comparison(Comparison comparison) {
    Attributes attributes = new Attributes()
        .text("baseline", comparison.baseline())
        .text("candidate", comparison.candidate())
        .text("verdict", words(comparison.verdict()))
        .text("span", words(comparison.span()))
        .text("baselineFrom", comparison.baselineFrom().toString())
        .text("baselineTo", comparison.baselineTo().toString())
        .text("candidateFrom", comparison.candidateFrom().toString())
        .text("candidateTo", comparison.candidateTo().toString())
        .count("baselineLabelled", comparison.baselineLabelled())
        .count("candidateLabelled", comparison.candidateLabelled())
        .figure("baselineFigure", comparison.baselineFigure())
        .figure("candidateFigure", comparison.candidateFigure())
        .figure("difference", comparison.difference())
        .figure("low", comparison.low())
        .figure("high", comparison.high());
    return comparison.difference() == null
        ? attributes.absent("difference", "too few labels of one of the two versions")
        : attributes;
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
