package dev.sluice.report;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts of the run that the page shows beside the figures.
 *
 * @param version of Sluice
 * @param snapshot location of the figures' snapshot
 * @param maturity the time after a day's end until its labels are complete
 * @param region region whose prices apply; null: unknown, or the endpoint belongs to no region
 * @param warnings sentences on attributes that the configuration names and the items lack
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
