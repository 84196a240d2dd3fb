package dev.sluice.dataset;

import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The sample tables, loaded once for all tests, and snapshots of them. */
public final class SampleExport {
  static final String HASH = "settings";

  private SampleExport() {}

  public static final TableRead EVENTS = read("InferenceMetadata", Role.SOURCE);
  public static final TableRead LABELS = read("InferenceFeedback", Role.LABELS);
  public static final TableRead EXPERIMENTS = read("mlops-experiments", Role.EXPERIMENTS);

  /** A read of a table with nothing special about it. */
  public static TableRead read(String table, Role role) {
    return new TableRead(
        table,
        role,
        Map.of("endpoint", TestServers.dynamoDbEndpoint().toString(), "region", "us-east-1"),
        List.of(),
        null,
        true,
        0);
  }

  public static Snapshots at(URI root) {
    return new Snapshots(
        TestSpark.withS3(), TestServers.settings(), new DatasetSettings(root, 128L << 20, "zstd"));
  }

  public static Snapshot export(URI root, String runId, TableRead... reads) {
    TestServers.sampleTables();
    return export(at(root), runId, HASH, reads);
  }

  static Snapshot export(Snapshots snapshots, String runId, String hash, TableRead... reads) {
    return export(snapshots, runId, hash, View.NONE, reads);
  }

  static Snapshot export(
      Snapshots snapshots, String runId, String hash, View view, TableRead... reads) {
    try (Lease lease = snapshots.hold(runId)) {
      return snapshots.export(lease, hash, Instant.now(), List.of(reads), view, Progress.NONE);
    }
  }
}
