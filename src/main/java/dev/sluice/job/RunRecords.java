package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.source.Requests;
import dev.sluice.summary.Origin;
import dev.sluice.summary.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of a run, as the summary table remembers it. */
final class RunRecords {
  private RunRecords() {}

  /** Of one that has all it needs to be published. */
  static RunRecord published(Journal.Entry entry, Manifest manifest, Figures figures) {
    return of(entry, manifest, figures);
  }

  /**
   * Of one that has come as far as that.
   *
   * @param manifest null: it has no snapshot
   */
  static RunRecord of(Journal.Entry entry, @Nullable Manifest manifest) {
    return of(entry, manifest, null);
  }

  private static RunRecord of(
      Journal.Entry entry, @Nullable Manifest manifest, @Nullable Figures figures) {
    return new RunRecord(
        entry.runId(),
        entry.number(),
        RunRecord.State.RUNNING,
        entry.command(),
        entry.date(),
        entry.startedAt(),
        null,
        null,
        null,
        manifest == null ? Map.of() : counts(manifest),
        manifest == null ? null : (Double) manifest.consumedReadUnits(),
        manifest == null ? null : requests(manifest),
        figures == null ? null : (Long) figures.undated(),
        figures == null ? null : (Long) figures.unmodelled(),
        entry.configHash(),
        List.of(),
        manifest == null ? Origin.NONE : origin(manifest),
        figures == null ? null : figures.dated(),
        figures == null ? null : figures.others());
  }

  /** Of events, or what is there in place of them. */
  private static Origin origin(Manifest manifest) {
    Optional<Manifest.TableEntry> source = manifest.tables().values().stream()
        .filter(table -> table.role() == Role.SOURCE)
        .findFirst()
        .or(() -> manifest.tables().values().stream().findFirst());
    return new Origin(source.map(Manifest.TableEntry::arn).orElse(""), manifest.configHash());
  }

  private static Map<String, RunRecord.Counts> counts(Manifest manifest) {
    return manifest.tables().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, table -> counts(table.getValue())));
  }

  private static RunRecord.Counts counts(Manifest.TableEntry table) {
    return new RunRecord.Counts(
        table.scanned(), table.filtered(), table.expired(), table.rejected(), table.written());
  }

  private static RunRecord.@Nullable Requests requests(Manifest manifest) {
    Requests all = manifest.requests();
    return all == null
        ? null
        : new RunRecord.Requests(all.pages(), all.repeated(), all.throttled(), all.waitedMillis());
  }
}
