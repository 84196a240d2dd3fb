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

/** Section {@code sluice.analytics}: {@link AnalyticsSettings} without the day, which each run determines. */
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
   * @param undated limit of the share of events with a model that lack a readable time; from 0 to 1, and 1 accepts all
   * @param unmodelled limit of the share of dated events that lack a model; likewise
   */
  public record Gates(double undated, double unmodelled) {}

  public AnalyticsRules {
    // sorted, so that equal rules read the same
    targets = Collections.unmodifiableMap(new TreeMap<>(targets));
  }

  /** Returns the settings of a run with this logical day. */
  public AnalyticsSettings on(LocalDate date) {
    return new AnalyticsSettings(
            zone, date, lookBackDays, sloLatencyMs, sloTarget, baselineVersion, targets, maturity)
        .within(limits);
  }
}
