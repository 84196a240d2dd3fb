package dev.sluice.job;

import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.ExitCode;
import dev.sluice.failure.Printable;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.settings.Settings;
import java.util.List;
import java.util.Locale;

/** {@code verify}: checks a snapshot against its manifest. */
final class VerifyCommand {
  private final Invocation invocation;
  private final Settings settings;

  VerifyCommand(Invocation invocation, Settings settings) {
    this.invocation = invocation;
    this.settings = settings;
  }

  Result run(Outcome outcome) {
    try (Sessions session = Sessions.open(settings.aws())) {
      Snapshots snapshots = Pipeline.snapshots(session.spark(), settings);
      SnapshotChoice choice = new SnapshotChoice(snapshots, settings);
      Snapshot snapshot = choice.of(invocation.runId());
      outcome.runId(snapshot.manifest().runId());
      outcome.field("manifest", ExportStage.manifest(snapshot));
      Warnings warnings = new Warnings();
      warnings.add(choice.warnings(snapshot));
      warnings.tell(outcome);
      say(snapshot, snapshots.verify(snapshot), outcome);
      return outcome.result();
    }
  }

  private static void say(Snapshot snapshot, List<String> differences, Outcome outcome) {
    outcome.field("differences", differences);
    if (differences.isEmpty()) {
      outcome.line(sound(snapshot.manifest()));
      outcome.line("dataset", snapshot.location());
    } else {
      differences.forEach(outcome::line);
      outcome.fail(
          ExitCode.GATE,
          Printable.message("snapshot " + snapshot.manifest().runId()
              + " is not what its manifest says: " + differences.size()
              + " differences, the first: " + differences.get(0)),
          "Restore the files, or export again.");
    }
  }

  private static String sound(Manifest manifest) {
    long rows = manifest.files().stream()
        .filter(FileEntry::parquet)
        .mapToLong(FileEntry::rows)
        .sum();
    return String.format(
        Locale.ROOT,
        "Snapshot %s is sound: %,d files, %,d rows.",
        manifest.runId(),
        manifest.files().size(),
        rows);
  }
}
