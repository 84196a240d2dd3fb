package dev.sluice.dataset;

import dev.sluice.table.AwsSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The snapshots under one root: made, found, checked. */
public final class Snapshots {
  /**
   * @param spark the session that reads and writes
   * @param aws how DynamoDB and S3 are reached
   */
  @SuppressWarnings("unused")
  public Snapshots(SparkSession spark, AwsSettings aws, DatasetSettings settings) {}

  /**
   * Reads the tables and leaves a snapshot; {@code latest.json} points to it if no newer one is there.
   *
   * @throws dev.sluice.failure.GateFailed where counts do not reconcile or too many items were rejected
   * @throws dev.sluice.failure.Unusable where a table or the root cannot be used
   */
  public Snapshot export(
      String runId, String configHash, List<TableRead> tables, Progress progress) {
    throw new UnsupportedOperationException(
        "not built yet: " + runId + configHash + tables + progress);
  }

  public Optional<Snapshot> find(String runId) {
    throw new UnsupportedOperationException("not built yet: " + runId);
  }

  /** The one that {@code latest.json} names. */
  public Optional<Snapshot> latest() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Every difference between the snapshot and its manifest, a line each; empty where there is none. */
  public List<String> verify(Snapshot snapshot) {
    throw new UnsupportedOperationException("not built yet: " + snapshot);
  }

  /** Small files under the root beside the snapshots: figures, reports, results. */
  public Documents documents() {
    throw new UnsupportedOperationException("not built yet");
  }
}
