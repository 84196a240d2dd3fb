package dev.sluice.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a run, as {@code analyze} leaves them and {@code publish} and the report take them up.
 *
 * @param asOf what they are ordered by: the scan's start, or {@code labels.as-of} if earlier
 * @param date the last day they cover
 * @param zone the zone of their windows
 * @param undated items whose time is missing or unreadable; in no window
 * @param unmodelled items of the days covered that have no model; in no row
 * @param sloTarget the share of requests that shall meet the objective; null: no objective
 * @param latency by model, version ({@code *} included), grain and time, every grain
 * @param accuracy by model, version and day
 * @param experiments by name
 * @param headlines by model
 */
public record Figures(
    String runId,
    Instant asOf,
    LocalDate date,
    String zone,
    long undated,
    long unmodelled,
    @Nullable Double sloTarget,
    List<LatencyFigures> latency,
    List<AccuracyFigures> accuracy,
    List<ExperimentFigures> experiments,
    List<Headline> headlines) {}
