package dev.sluice.job;

import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.days.DayRetention.Deleted;
import dev.sluice.dataset.lake.HousekeepingCounts;
import dev.sluice.dataset.lake.HousekeepingResult;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.job.settings.Secrets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps Iceberg tables and the states of days in order after all else of a run is done. It cannot fail the run. */
final class HousekeepingStage {
  private static final Logger LOG = LoggerFactory.getLogger(HousekeepingStage.class);

  private final Snapshots snapshots;

  HousekeepingStage(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Does it, and adds the counts to the outcome. */
  void run(Snapshot snapshot, Lease lease, Outcome outcome) {
    // another holder of the run does it
    if (lease.isLost()) {
      return;
    }
    Map<String, HousekeepingResult> results =
        tried(() -> snapshots.tidy(snapshot), Map.of(), outcome);
    if (!results.isEmpty()) {
      outcome.field("housekeeping", results);
    }
    results.forEach((table, result) -> {
      outcome.line("housekeeping", line(table, result.counts()));
      result.warnings().forEach(warning -> outcome.line("warning", Secrets.masked(warning)));
    });
    Deleted days = tried(snapshots::tidyDays, Deleted.NONE, outcome);
    if (!results.isEmpty() || days.figures() > 0) {
      outcome.field("housekeepingOfDays", days);
      outcome.line(
          "housekeeping",
          String.format(
              Locale.ROOT,
              "states of days: those of %,d figures deleted, with %,d files",
              days.figures(),
              days.files()));
    }
  }

  private static <T> T tried(Supplier<T> step, T otherwise, Outcome outcome) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      String warning = "Housekeeping has failed, and is tried again after the next run: "
          + Failure.of(e).message();
      LOG.warn("{}", warning, e);
      outcome.line("warning", warning);
      return otherwise;
    }
  }

  private static String line(String table, HousekeepingCounts counts) {
    return String.format(
        Locale.ROOT,
        "%s: %,d small files became %,d; %,d snapshots expired with %,d files, %,d tags dropped; %,d orphaned files deleted",
        table,
        counts.compacted(),
        counts.compactedInto(),
        counts.snapshots(),
        counts.expiredFiles(),
        counts.refs(),
        counts.orphans());
  }
}
