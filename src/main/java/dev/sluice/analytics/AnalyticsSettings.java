package dev.sluice.analytics;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The days, objective and rules that figures are computed by.
 *
 * @param zone days, weeks and hours begin and end in it; times without offset are read in it
 * @param date the last day; later events are left out
 * @param lookBackDays only the windows of the last so many days, {@code date} included; null: all
 * @param sloLatencyMs the latency objective, milliseconds; null: none
 * @param sloTarget the share of requests that shall meet it, (0, 1]; null: none
 * @param baselineVersion the version that others are compared with; null: none
 * @param targets kinds of target by model, where the rule's own answer shall not hold
 * @param maturity how long after its end a day's labels are complete
 * @param standing kinds of target by model, of the figures before this run's: they stay where {@code targets} says nothing
 * @param limits how many models and versions have figures of their own
 */
public record AnalyticsSettings(
    ZoneId zone,
    LocalDate date,
    @Nullable Integer lookBackDays,
    @Nullable Double sloLatencyMs,
    @Nullable Double sloTarget,
    @Nullable String baselineVersion,
    Map<String, TargetKind> targets,
    Duration maturity,
    Map<String, TargetKind> standing,
    Limits limits)
    implements Serializable {
  /** The version of items that have none; one that is called so is {@code \-}, and one called {@code *} is {@code \*}. */
  public static final String NO_VERSION = "-";

  /** The version in rows over all versions together. */
  public static final String ALL_VERSIONS = "*";

  private static final int ROLLING_DAYS = 28;

  public AnalyticsSettings {
    targets = Map.copyOf(targets);
    standing = Map.copyOf(standing);
  }

  /** Without figures before, and with the limits that are the default. */
  public AnalyticsSettings(
      ZoneId zone,
      LocalDate date,
      @Nullable Integer lookBackDays,
      @Nullable Double sloLatencyMs,
      @Nullable Double sloTarget,
      @Nullable String baselineVersion,
      Map<String, TargetKind> targets,
      Duration maturity) {
    this(
        zone,
        date,
        lookBackDays,
        sloLatencyMs,
        sloTarget,
        baselineVersion,
        targets,
        maturity,
        Map.of(),
        Limits.DEFAULT);
  }

  /** The same after figures in which models had these kinds of target. */
  public AnalyticsSettings after(Map<String, TargetKind> kinds) {
    return new AnalyticsSettings(
        zone,
        date,
        lookBackDays,
        sloLatencyMs,
        sloTarget,
        baselineVersion,
        targets,
        maturity,
        kinds,
        limits);
  }

  /** The same with these limits. */
  public AnalyticsSettings within(Limits other) {
    return new AnalyticsSettings(
        zone,
        date,
        lookBackDays,
        sloLatencyMs,
        sloTarget,
        baselineVersion,
        targets,
        maturity,
        standing,
        other);
  }

  /** The first day whose windows are computed; null: as early as events go. */
  public @Nullable LocalDate firstDay() {
    return lookBackDays == null ? null : date.minusDays(lookBackDays - 1L);
  }

  /**
   * The first day whose events count for any of those windows: weeks are computed whole, and accuracy rolls over 28 days;
   * null: as early as events go.
   */
  public @Nullable LocalDate firstDayRead() {
    LocalDate first = firstDay();
    return first == null ? null : first.minusDays(ROLLING_DAYS - 1L);
  }

  /** When the day's labels are complete; after a maturity beyond all time, never. */
  public Instant matureAt(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    boolean ever = maturity.compareTo(Duration.between(end, Instant.MAX)) < 0;
    return ever ? end.plus(maturity) : Instant.MAX;
  }

  /** Returns whether this day's windows are computed. */
  public boolean covers(LocalDate day) {
    LocalDate first = firstDay();
    return !day.isAfter(date) && (first == null || !day.isBefore(first));
  }
}
