package dev.sluice.dataset.lake;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * Brings an Iceberg table that is loaded up to a time by incremental exports, which DynamoDB makes for it: window by window,
 * oldest first, each committed before the next one is requested.
 */
public final class LakeCatchUp {
  private final LakeCatalog catalog;
  private final LakeRead read;
  private final RunCommit run;
  private final RejectedChanges rejected;
  private final CommitWatch watch;

  /**
   * Prepares the exports of one run.
   *
   * @param rejected keeps changes that cannot be decoded
   */
  public LakeCatchUp(LakeCatalog catalog, LakeRead read, RunCommit run, RejectedChanges rejected) {
    this(catalog, read, run, rejected, point -> {});
  }

  LakeCatchUp(
      LakeCatalog catalog,
      LakeRead read,
      RunCommit run,
      RejectedChanges rejected,
      CommitWatch watch) {
    this.catalog = catalog;
    this.read = read;
    this.run = run;
    this.rejected = rejected;
    this.watch = watch;
  }

  /**
   * Applies the changes up to a time. Those that the run has applied are not exported again. A run without changes commits
   * that too.
   *
   * @param until the end of a window, as in {@link ExportSpans}
   * @throws ResourceUnavailableException if another run has brought the table beyond that time
   */
  public LakeNight to(
      Instant until, ReadSettings settings, TableDescription table, ChangeExports exports) {
    LakeTable lake = catalog.table(
        read.name(),
        read.identity(table.arn(), table.id()),
        read.layout(),
        new StructType(),
        false);
    LakeHistory history = LakeHistory.of(lake.table());
    LakePosition position = history.loaded(lake.name()).position();
    Instant at = ExportWindow.at(position);
    List<ExportSpans.Span> spans = ExportSpans.between(at, until).spans();
    boolean isBegun = !history.of(run).isEmpty();
    if (at.isAfter(until) && !isBegun) {
      throw new ResourceUnavailableException(
          "Iceberg table " + lake.name() + " is at " + at + ", later than " + until
              + ", up to which run " + run.runId()
              + " was to apply changes: another run has done it",
          "Start another run.");
    }
    LakeExport export = new LakeExport(catalog, read, run, rejected, watch);
    spans.forEach(
        span -> export.apply(List.of(exports.changes(settings, span.from(), span.until()))));
    if (spans.isEmpty() && !isBegun) {
      new LakeWriter(lake, run, watch).stand(position);
    }
    return LakeNight.of(LakeHistory.of(lake.table()), run);
  }
}
