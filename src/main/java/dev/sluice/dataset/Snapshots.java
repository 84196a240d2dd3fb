package dev.sluice.dataset;

import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import dev.sluice.source.TableSource;
import dev.sluice.table.AwsSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The snapshots under one root: made, found, checked. */
public final class Snapshots {
  private final SparkSession spark;
  private final DatasetSettings settings;
  private final Root root;
  private final StoreAccess access;
  private final Store store;
  private final Clock clock;

  /**
   * Opens a root; nothing is read or written yet.
   *
   * @param spark the session that reads and writes
   * @param aws how S3 is reached
   */
  public Snapshots(SparkSession spark, AwsSettings aws, DatasetSettings settings) {
    this(spark, settings, StoreAccess.to(new Root(settings.root()), aws), Clock.systemUTC());
  }

  Snapshots(SparkSession spark, DatasetSettings settings, StoreAccess access, Clock clock) {
    this.spark = spark;
    this.settings = settings;
    this.root = new Root(settings.root());
    this.access = access;
    this.store = access.open();
    this.clock = clock;
  }

  /**
   * Claims a run for this process, until the lease is closed.
   *
   * @throws dev.sluice.failure.Unusable where another process works on it
   */
  public Lease hold(String runId) {
    return Lease.take(store, clock, Lease.LENGTH, runId);
  }

  /**
   * Reads the tables and leaves a snapshot; {@code latest.json} points to it if no newer one is there. Where the run has
   * its snapshot already, that one is returned and nothing is read; where it was stopped or killed, it goes on with what it
   * has.
   *
   * @param lease of the run
   * @param configHash of the settings that decide what the snapshot holds
   * @param firstStarted when this run id was first seen; items past their TTL by then count as expired
   * @param view what is derived from the tables
   * @throws InvalidConfiguration where the run id was begun with other settings or tables
   * @throws dev.sluice.failure.GateFailed where counts do not reconcile or too many items were rejected
   * @throws dev.sluice.failure.Unusable where a table or the root cannot be used, or the lease is lost
   * @throws dev.sluice.failure.StoppedEarly at a budget or deadline; what is finished stays
   */
  public Snapshot export(
      Lease lease,
      String configHash,
      Instant firstStarted,
      List<TableRead> tables,
      View view,
      Progress progress) {
    Optional<Snapshot> finished = find(lease.runId());
    Manifest manifest;
    if (finished.isPresent()) {
      manifest = finished.get().manifest();
      checkSame(manifest, configHash);
    } else {
      manifest = new SnapshotExport(spark, root, access, settings, clock)
          .export(lease, configHash, firstStarted, tables, view, progress);
    }
    // Whoever made the manifest may have been killed before these.
    Latest.advance(store, Latest.of(manifest));
    store.deleteAll(Root.scan(lease.runId()));
    if (settings.keep() != null) {
      new Retention(store, clock).keep(settings.keep());
    }
    return snapshot(manifest);
  }

  /** A snapshot of the tables and nothing else. */
  public Snapshot export(
      Lease lease,
      String configHash,
      Instant firstStarted,
      List<TableRead> tables,
      Progress progress) {
    return export(lease, configHash, firstStarted, tables, View.NONE, progress);
  }

  /** The snapshot of a run; empty where it has not finished one. */
  public Optional<Snapshot> find(String runId) {
    String path = Root.manifest(runId);
    return store
        .read(path)
        .map(json -> snapshot(Json.read(json, Manifest.class, store.location(path))));
  }

  /** The one that {@code latest.json} names. */
  public Optional<Snapshot> latest() {
    return Latest.read(store).flatMap(latest -> find(latest.runId()));
  }

  /** How a table has changed since the latest snapshot; empty where that does not exist, or has not this table. */
  public Optional<Drift> drift(TableRead read, TableSource source) {
    return Baselines.of(store, Latest.read(store), source.description().name())
        .map(before -> TableSchema.of(read, source, read.kept(source), Optional.of(before)))
        .map(TableSchema::drift);
  }

  static StructType kept(StructType schema, List<String> columns) {
    return new StructType(Arrays.stream(schema.fields())
        .filter(field -> columns.isEmpty() || columns.contains(field.name()))
        .toArray(StructField[]::new));
  }

  /** Every difference between the snapshot and its manifest, a line each; empty where there is none. */
  public List<String> verify(Snapshot snapshot) {
    return new Verification(spark, root, store, snapshot.manifest()).differences();
  }

  /** Small files under the root beside the snapshots: figures, reports, results. */
  public Documents documents() {
    return store;
  }

  private Snapshot snapshot(Manifest manifest) {
    return new StoredSnapshot(spark, root, store, manifest);
  }

  private static void checkSame(Manifest manifest, String configHash) {
    if (!manifest.configHash().equals(configHash)) {
      throw new InvalidConfiguration(List.of(new Fault(
          "--run-id",
          manifest.runId(),
          "belongs to a snapshot that was made with other settings",
          "Use another run id, or the settings of then.")));
    }
  }
}
