package dev.sluice.analytics;

import java.time.Instant;

/**
 * A half-open span of time, [start, end).
 *
 * @param label {@code 2026-10-19T13}, {@code 2026-10-19} or {@code 2026-W43}, by the grain, in the configured zone
 */
public record Window(Grain grain, String label, Instant start, Instant end) {}
