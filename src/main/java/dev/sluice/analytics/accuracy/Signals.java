package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Trend;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Attempt;
import dev.sluice.analytics.Versions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the signals in the days that end with a row's day, for one version and in comparison with others. A row's
 * signals depend on these days alone, not on the look-back of the run.
 */
final class Signals {
  static final int DAYS = 28;

  private final AnalyticsSettings settings;
  private final String version;
  /** The days by version, only versions with predictions in these days. */
  private final NavigableMap<String, VersionOutcomes> spans;

  private final Map<String, String> absent = new TreeMap<>();
  private final AccuracySignals figures;

  /**
   * Finds the signals.
   *
   * @param spans the days of each version, this one and all versions together included
   * @param matureBy the instant by which a day's labels must be mature for it to be mature
   */
  Signals(
      AnalyticsSettings settings,
      String version,
      NavigableMap<String, VersionOutcomes> spans,
      Instant matureBy) {
    this.settings = settings;
    this.version = version;
    this.spans = spans;
    VersionOutcomes labelled = span(version).labelled();
    VersionOutcomes mature = labelled.where(day -> !settings.matureAt(day).isAfter(matureBy));
    boolean provisional = mature.size() < labelled.size();
    String subject = "version " + version;
    this.figures = new AccuracySignals(
        Attempt.at(subject, absent, () -> trend(mature), "trendSlope", "trendP"),
        Attempt.at(
            subject,
            absent,
            () -> Changes.of(labelled, provisional, absent).orElse(null),
            "changePoint"),
        Attempt.at(subject, absent, this::comparison, "regression"));
  }

  AccuracySignals figures() {
    return figures;
  }

  /** Returns the reasons for signals that are not defined. */
  Map<String, String> absent() {
    return absent;
  }

  private VersionOutcomes span(String of) {
    VersionOutcomes span = spans.get(of);
    if (span == null) {
      throw new IllegalArgumentException("no days of version " + of);
    }
    return span;
  }

  private @Nullable Trend trend(VersionOutcomes mature) {
    Trend trend = Trends.of(mature);
    if (trend == null) {
      absent.put("trendSlope", Trends.reason(mature));
      absent.put("trendP", Trends.reason(mature));
    }
    return trend;
  }

  private @Nullable Comparison comparison() {
    return baseline()
        .map(baseline -> Comparisons.of(version, span(version), baseline, span(baseline)))
        .orElse(null);
  }

  private Optional<String> baseline() {
    String configured = settings.baselineVersion();
    if (!Versions.isOne(version)) {
      return none("these are versions together");
    } else if (configured == null) {
      return previous();
    } else if (configured.equals(version)) {
      return none("this is the baseline version");
    }
    return spans.containsKey(configured)
        ? Optional.of(configured)
        : none("the baseline version has no predictions in these " + DAYS + " days");
  }

  private Optional<String> previous() {
    Map<String, LocalDate> firstDays = new TreeMap<>();
    spans.forEach((name, span) -> firstDays.put(name, span.first()));
    Optional<String> previous = Versions.before(version, firstDays);
    return previous.isPresent()
        ? previous
        : none("no other version was there before it in these " + DAYS + " days");
  }

  private Optional<String> none(String reason) {
    absent.put("regression", reason);
    return Optional.empty();
  }
}
