package dev.sluice.report;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page's facts of the run beside its figures.
 *
 * @param version of Sluice
 * @param snapshot where the snapshot is that the figures are from
 * @param maturity how long after its end a day's labels are complete
 * @param region whose prices count; null: not known, or an endpoint that is none of a region
 * @param warnings sentences on what the configuration names and the items do not have
 */
public record RunInfo(
    String version,
    String snapshot,
    Duration maturity,
    @Nullable String region,
    List<String> warnings) {
  public RunInfo {
    warnings = List.copyOf(warnings);
  }
}
