package dev.sluice.analytics;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The days, the objective and the rules of all figures.
 *
 * @param zone the zone of days, weeks and hours, and of times without offset
 * @param date the last day; later events are left out
 * @param lookBackDays computes only the windows of the last so many days, {@code date} included; null: all
 * @param sloLatencyMs the latency objective, milliseconds; null: none
 * @param sloTarget the share of requests that should meet it, (0, 1]; null: none
 * @param baselineVersion the version that others are compared with; null: for each version the one seen before it
 * @param targets target kinds by model that override the rule of {@link TargetKind}
 * @param maturity the time after a day's end until its labels are complete
 * @param standing target kinds by model in the previous figures: they are kept for models that {@code targets} does not
 *     name
 * @param limits how many models and versions have figures of their own
 * @param lastDayRead the last day whose events are read: those after {@code date} complete the week that it cuts
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
    Limits limits,
    LocalDate lastDayRead)
    implements Serializable {
  /**
   * The version of items without one. A version with this very name becomes {@code \-}, and one named {@code *} becomes
   * {@code \*}.
   */
  public static final String NO_VERSION = "-";

  /** The version in rows over all versions together. */
  public static final String ALL_VERSIONS = "*";

  private static final int ROLLING_DAYS = 28;

  public AnalyticsSettings {
    targets = Map.copyOf(targets);
    standing = Map.copyOf(standing);
  }

  /** Creates settings without previous figures and with the default limits. */
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
        Limits.DEFAULT,
        date);
  }

  /** Returns these settings with the target kinds of the previous figures. */
  public AnalyticsSettings after(Map<String, TargetKind> targetKinds) {
    return new AnalyticsSettings(
        zone,
        date,
        lookBackDays,
        sloLatencyMs,
        sloTarget,
        baselineVersion,
        targets,
        maturity,
        targetKinds,
        limits,
        lastDayRead);
  }

  /** Returns these settings with other limits. */
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
        other,
        lastDayRead);
  }

  /**
   * Returns the settings of a span of days, in place of the look-back. The week that the last day cuts is computed as far
   * as there are whole days.
   *
   * @param first the first day whose windows are computed
   * @param lastWhole the last day that is over
   */
  public AnalyticsSettings from(LocalDate first, LocalDate lastWhole) {
    LocalDate sunday = Window.monday(date).plusDays(Window.DAYS_PER_WEEK - 1L);
    LocalDate lastRead = lastWhole.isBefore(sunday) ? lastWhole : sunday;
    return new AnalyticsSettings(
        zone,
        date,
        Math.toIntExact(ChronoUnit.DAYS.between(first, date) + 1),
        sloLatencyMs,
        sloTarget,
        baselineVersion,
        targets,
        maturity,
        standing,
        limits,
        lastRead.isBefore(date) ? date : lastRead);
  }

  /** Returns the first day whose windows are computed; null: no limit. */
  public @Nullable LocalDate firstDay() {
    return lookBackDays == null ? null : date.minusDays(lookBackDays - 1L);
  }

  /**
   * Returns the first day whose events are read for these windows: weeks are computed whole, and accuracy rolls over 28
   * days; null: no limit.
   */
  public @Nullable LocalDate firstDayRead() {
    LocalDate first = firstDay();
    return first == null ? null : first.minusDays(ROLLING_DAYS - 1L);
  }

  /**
   * Returns the instant at which the day's labels are complete; {@link Instant#MAX} if the maturity exceeds the range
   * of instants.
   */
  public Instant matureAt(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    // in seconds: the nanoseconds between are more than a long holds
    boolean ever = maturity.toSeconds() < end.until(Instant.MAX, ChronoUnit.SECONDS);
    return ever ? end.plus(maturity) : Instant.MAX;
  }

  /** Returns whether this day's events are read. */
  public boolean reads(LocalDate day) {
    LocalDate first = firstDayRead();
    return !day.isAfter(lastDayRead) && (first == null || !day.isBefore(first));
  }

  /** Returns whether this day's windows are computed. */
  public boolean covers(LocalDate day) {
    LocalDate first = firstDay();
    return !day.isAfter(date) && (first == null || !day.isBefore(first));
  }
}
