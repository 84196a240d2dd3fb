package dev.sluice.job.settings;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Limits;
import dev.sluice.analytics.TargetKind;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Section {@code sluice.analytics}: {@link AnalyticsSettings} but for the day, which each run has of its own. */
public record AnalyticsRules(
    ZoneId zone,
    @Nullable Integer lookBackDays,
    @Nullable Double sloLatencyMs,
    @Nullable Double sloTarget,
    @Nullable String baselineVersion,
    Map<String, TargetKind> targets,
    Duration maturity,
    Limits limits,
    Gates gates) {
  /**
   * Section {@code sluice.analytics.gates}: the shares of events that may lack what figures need.
   *
   * @param undated of the events with a model, those without a readable time; from 0 to 1, 1 lets all pass
   * @param unmodelled of the dated events, those without a model; likewise
   */
  public record Gates(double undated, double unmodelled) {}

  public AnalyticsRules {
    // sorted, so that equal rules read the same
    targets = Collections.unmodifiableMap(new TreeMap<>(targets));
  }

  /** The settings of a run whose logical day is this. */
  public AnalyticsSettings on(LocalDate date) {
    return new AnalyticsSettings(
            zone, date, lookBackDays, sloLatencyMs, sloTarget, baselineVersion, targets, maturity)
        .within(limits);
  }
}
