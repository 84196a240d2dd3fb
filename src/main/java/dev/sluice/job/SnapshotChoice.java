package dev.sluice.job;

import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.args.RunId;
import dev.sluice.job.settings.Fingerprint;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.TableReads;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the snapshot that a command continues with: one of the configured tables, if any is configured. */
record SnapshotChoice(Snapshots snapshots, Settings settings) {
  /**
   * Returns the snapshot of this run id, or the latest of the configured tables, preferably with the same settings;
   * without configured tables, the latest of all.
   *
   * @throws ResourceUnavailableException if there is none
   * @throws InvalidConfigurationException if that run's snapshot is of other tables
   */
  Snapshot of(@Nullable RunId runId) {
    if (runId != null) {
      mustBeOurs(runId.text());
    }
    return found(runId)
        .orElseThrow(() -> new ResourceUnavailableException(
            runId == null
                ? "there is no snapshot"
                    + (TableReads.of(settings).isEmpty()
                        ? ""
                        : " of " + words(TableReads.of(settings)))
                    + " under the root"
                : "there is no snapshot of run " + runId,
            "Run export first, or check sluice.dataset.root and --run-id."));
  }

  private Optional<Snapshot> found(@Nullable RunId runId) {
    List<TableRead> tables = TableReads.of(settings);
    return runId != null
        ? snapshots.find(runId.text())
        : tables.isEmpty()
            ? snapshots.latest()
            : snapshots.latest(tables, Fingerprint.snapshot(settings));
  }

  /** Returns {@code source.table = a and labels.table = b}. */
  private static String words(List<TableRead> tables) {
    return tables.stream()
        .map(table -> table.role().word() + ".table = " + table.table())
        .collect(Collectors.joining(" and "));
  }

  /**
   * Refuses a run of other tables, even if its snapshot was removed. Accepts a run whose tables are unknown: its
   * snapshot cannot be read, which is an error of its own.
   *
   * @throws InvalidConfigurationException if the run has not read a configured table in its configured role
   */
  void mustBeOurs(String runId) {
    Collection<RunState.Table> there = tables(runId);
    List<ConfigError> errors = TableReads.of(settings).stream()
        .filter(table -> !there.isEmpty() && there.stream().noneMatch(table::is))
        .map(table -> new ConfigError(
            "sluice." + table.role().word() + ".table",
            table.table(),
            "is not in snapshot " + runId + ", which is of " + names(there),
            "Run export with this configuration first, or give another --run-id."))
        .toList();
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }

  private Collection<RunState.Table> tables(String runId) {
    try {
      return snapshots.tables(runId).values();
    } catch (SluiceException unknown) {
      return List.of();
    }
  }

  private static String names(Collection<RunState.Table> tables) {
    return tables.stream()
        .map(table -> Printable.brief(table.arn())
            + (table.role() == null ? "" : " as " + table.role().toLowerCase(Locale.ROOT)))
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  /**
   * Warns of a snapshot that was made with other settings. This is no error: a filter may be edited between nights, and
   * the next export uses it.
   */
  List<String> warnings(Snapshot snapshot) {
    String runId = snapshot.manifest().runId();
    return TableReads.of(settings).isEmpty()
        ? List.of()
        : snapshots
            .differing(runId, Fingerprint.snapshot(settings))
            .filter(keys -> !keys.isEmpty())
            .map(keys -> List.of(warning(runId, keys)))
            .orElse(List.of());
  }

  private static String warning(String runId, SortedSet<String> keys) {
    return "Snapshot " + runId + " was made with other settings, " + String.join(", ", keys)
        + ": what it holds is not what this configuration would keep. Run export with this"
        + " configuration, or give the --run-id of a snapshot that was made with it.";
  }
}
