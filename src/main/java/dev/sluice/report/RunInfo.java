package dev.sluice.report;

import java.time.Duration;

/**
 * What the page says of the run beside its figures.
 *
 * @param version of Sluice
 * @param snapshot where the snapshot is that the figures are from
 * @param maturity how long after its end a day's labels are complete
 */
public record RunInfo(String version, String snapshot, Duration maturity) {}
