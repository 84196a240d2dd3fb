package dev.sluice.job.settings;

/**
 * Section {@code sluice.analytics.gates}: what shares of the events may be without what figures need.
 *
 * @param undated of those that have a model, without a readable time; 0 to 1, 1 lets all pass
 * @param unmodelled of those dated, without a model; likewise
 */
public record EventGates(double undated, double unmodelled) {}
