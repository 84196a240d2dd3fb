package dev.sluice.job;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.PathChoice;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.export.DeniedRequestException;
import dev.sluice.export.ExportLocation;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads as configured → reads of a table or of an export: {@code source.kind = auto} is chosen, and an export is
 * requested, before the run has a plan. Once it has one, the plan names the access path, and nothing is chosen or
 * requested again.
 */
final class AccessPathStage {
  private static final Logger LOG = LoggerFactory.getLogger(AccessPathStage.class);
  private static final String DENIED = "an export would cost less, and the role may not request it";

  private final Console console;
  private final Snapshots snapshots;
  private final Lease lease;
  private final PathChooser chooser;
  private final RequestedExportStage exports;

  AccessPathStage(
      Console console,
      Snapshots snapshots,
      Lease lease,
      PathChooser chooser,
      RequestedExportStage exports) {
    this.console = console;
    this.snapshots = snapshots;
    this.lease = lease;
    this.chooser = chooser;
    this.exports = exports;
  }

  /**
   * Returns the reads with their access paths decided; of a run that has ended, unchanged, since it reads nothing.
   *
   * @throws InvalidConfigurationException if the run was begun with another access path
   * @throws dev.sluice.failure.ResourceUnavailableException if a requested export cannot be had
   * @throws dev.sluice.failure.BudgetExhaustedException if it is not finished at the deadline
   */
  List<TableRead> decided(List<TableRead> reads) {
    boolean ended = snapshots.manifest(lease.runId()).isPresent()
        || snapshots.removedAt(lease.runId()).isPresent();
    return ended ? reads : reads.stream().map(read -> read.with(decided(read))).toList();
  }

  private ReadSettings decided(TableRead read) {
    ReadSettings settings = read.settings();
    if (!settings.isUndecided() && !settings.isStream()) {
      return settings;
    }
    return planned()
        .map(table -> planned(settings, table))
        .orElseGet(() -> settings.kind() == AccessPath.Kind.AUTO ? chosen(read) : wholeOrNot(read));
  }

  /** Of a table in Iceberg that is there, the changes are read when it is known up to where it has them. */
  private ReadSettings wholeOrNot(TableRead read) {
    ReadSettings settings = read.settings();
    if (!snapshots.readsAllItems(read)) {
      return settings;
    }
    return settings.isStream() ? settings.scanned() : settings.from(exports.export(settings));
  }

  private Optional<RunPlan.Table> planned() {
    return RunPlan.find(snapshots.documents(), lease.runId())
        .map(plan -> plan.tables().get(0));
  }

  private ReadSettings planned(ReadSettings read, RunPlan.Table table) {
    if (table.kind() == read.kind()) {
      return read;
    }
    if (table.kind() == AccessPath.Kind.EXPORT && !read.isStream()) {
      ExportLocation named = read.export();
      return read.from(named == null ? ExportLocation.parse(table.tableId()) : named);
    }
    boolean isScan = table.kind() == AccessPath.Kind.SCAN || table.kind() == AccessPath.Kind.QUERY;
    if (read.kind() == AccessPath.Kind.AUTO || (read.isStream() && isScan)) {
      return read.scanned();
    }
    throw new InvalidConfigurationException(List.of(new ConfigError(
        "--run-id",
        lease.runId(),
        "was begun with a " + table.kind() + " of table " + table.name() + ", not with "
            + (read.isStream() ? "its stream" : "an export"),
        "Give another --run-id, or what this one began with.")));
  }

  private ReadSettings chosen(TableRead read) {
    PathChoice choice = PathChoice.find(snapshots.documents(), lease.runId())
        .orElseGet(() -> chooser.choose(read).adopt(snapshots.documents(), lease.runId()));
    LOG.info("Table {}: {} is chosen: {}", read.table(), choice.kind(), choice.why());
    ExportLocation named = read.settings().export();
    if (choice.kind() == AccessPath.Kind.EXPORT && named != null) {
      return read.settings().from(named);
    }
    return choice.kind() == AccessPath.Kind.PITR
        ? requested(read.settings())
        : read.settings().scanned();
  }

  private ReadSettings requested(ReadSettings read) {
    try {
      return read.from(exports.export(read));
    } catch (DeniedRequestException e) {
      LOG.warn("Table {}: {}: {}", read.table(), DENIED, e.inOneLine());
      console.note("The table is scanned: " + DENIED + " (" + e.inOneLine() + ").");
      return read.scanned();
    }
  }

  /** Returns what the run has chosen, and whether it could take it; empty if it had nothing to choose. */
  Optional<PathChoice> choice() {
    return PathChoice.find(snapshots.documents(), lease.runId())
        .map(choice -> choice.kind() == AccessPath.Kind.PITR && isScanned()
            ? PathChoice.of(AccessPath.Kind.SCAN, DENIED).after(choice.consumedReadUnits())
            : choice);
  }

  private boolean isScanned() {
    return planned().filter(table -> table.kind() != AccessPath.Kind.EXPORT).isPresent();
  }
}
