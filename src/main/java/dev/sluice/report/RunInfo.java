package dev.sluice.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the page says of the run beside its figures.
 *
 * @param version of Sluice
 * @param snapshot where the snapshot is that the figures are from
 * @param maturity how long after its end a day's labels are complete
 * @param region whose prices count; null: not known, or an endpoint that is none of a region
 */
public record RunInfo(
    String version,
    String snapshot,
    Duration maturity,
    @Nullable String region) {}
