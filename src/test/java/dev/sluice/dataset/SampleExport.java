package dev.sluice.dataset;

import dev.sluice.dataset.export.Progress;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.LeaseTimes;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.view.View;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The sample tables, loaded once for all tests, and snapshots of them. */
public final class SampleExport {
  static final String HASH = "settings";
  private static final LocalDate DAY = LocalDate.of(2026, 10, 28);

  private SampleExport() {}

  public static final TableRead EVENTS = read("InferenceMetadata", Role.SOURCE);
  public static final TableRead LABELS = read("InferenceFeedback", Role.LABELS);
  public static final TableRead EXPERIMENTS = read("mlops-experiments", Role.EXPERIMENTS);

  /** A read of a table with nothing special about it. */
  public static TableRead read(String table, Role role) {
    return new TableRead(
        SampleReads.settings(
            table,
            Map.of("endpoint", TestServers.dynamoDbEndpoint().toString(), "region", "us-east-1")),
        role,
        List.of(),
        null,
        true,
        0,
        List.of());
  }

  /** A dead holder is not waited for, and a snapshot is old at once. */
  public static DatasetSettings impatient(URI root) {
    return new DatasetSettings(root, 128L << 20, "zstd", null, null)
        .with(new LeaseTimes(Duration.ofMillis(500)), Duration.ZERO);
  }

  /** Likewise, and a snapshot is old after so long. */
  static DatasetSettings impatient(URI root, int keep, Duration quiet) {
    return new DatasetSettings(root, 128L << 20, "zstd", null, keep)
        .with(new LeaseTimes(Duration.ofMillis(500)), quiet);
  }

  public static Snapshots at(URI root) {
    return new Snapshots(
        TestSpark.withS3(),
        TestServers.settings(),
        new DatasetSettings(root, 128L << 20, "zstd", null, null));
  }

  public static Snapshot export(URI root, String runId, TableRead... reads) {
    TestServers.sampleTables();
    return export(at(root), runId, HASH, reads);
  }

  /** A file of a view without what tells attempts apart. */
  public static FileEntry unattempted(FileEntry file) {
    String path = file.path().replaceFirst("-[0-9a-f]{8}\\.parquet$", ".parquet");
    return new FileEntry(path, file.rows(), file.bytes(), file.sha256());
  }

  /** Settings that are told apart by this. */
  public static RunSettings keys(String hash) {
    return RunSettings.of(Map.of("setting", hash));
  }

  static Snapshot export(Snapshots snapshots, String runId, String hash, TableRead... reads) {
    return export(snapshots, runId, hash, View.NONE, reads);
  }

  /** As a run does it, with a lease of its own. */
  public static Snapshot export(
      Snapshots snapshots, String runId, String hash, View view, TableRead... reads) {
    try (Lease lease = snapshots.hold(runId)) {
      Begun begun = Begun.of(snapshots.documents(), runId, DAY, Instant.now());
      return snapshots.export(lease, begun, keys(hash), List.of(reads), view, Progress.NONE);
    }
  }
}
