package dev.sluice.dataset;

import dev.sluice.dataset.days.DayColumns;
import dev.sluice.dataset.days.DayRetention;
import dev.sluice.dataset.days.DayStore;
import dev.sluice.dataset.export.LakeOpening;
import dev.sluice.dataset.export.Progress;
import dev.sluice.dataset.export.SnapshotExport;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.HousekeepingResult;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.layout.SchemaDocument;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.layout.TableSchemas;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.KeptSettings;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Newest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.snapshot.StoredSnapshot;
import dev.sluice.dataset.snapshot.Verification;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.RootProbe;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.View;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.source.TableSource;
import dev.sluice.table.AwsSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The snapshots under one root. Exports, finds and verifies them. */
public final class Snapshots {
  /** Roots that this process has probed. */
  private static final Set<Root> PROBED = ConcurrentHashMap.newKeySet();

  private final SparkSession spark;
  private final DatasetSettings settings;
  private final Root root;
  private final StoreAccess access;
  private final Store store;
  private final Clock clock;
  private final ChangeExports exports;

  /**
   * Opens a root. Does not read or write yet.
   *
   * @param spark the session that reads and writes
   * @param aws access to S3
   */
  public Snapshots(SparkSession spark, AwsSettings aws, DatasetSettings settings) {
    this(spark, settings, StoreAccess.to(new Root(settings.root()), aws), Clock.systemUTC());
  }

  Snapshots(SparkSession spark, DatasetSettings settings, StoreAccess access, Clock clock) {
    this(spark, settings, access, clock, ChangeExports.NONE);
  }

  private Snapshots(
      SparkSession spark,
      DatasetSettings settings,
      StoreAccess access,
      Clock clock,
      ChangeExports exports) {
    this.spark = spark;
    this.settings = settings;
    this.root = new Root(settings.root());
    this.access = access;
    this.store = access.open();
    this.clock = clock;
    this.exports = exports;
  }

  /** Returns the same snapshots, whose runs have exports of changes made. */
  public Snapshots requesting(ChangeExports changes) {
    return new Snapshots(spark, settings, access, clock, changes);
  }

  /**
   * Returns whether a run has to read all items of a table: not if it is kept in Iceberg, and there already, where its
   * changes continue.
   *
   * @param read a table that is not read from an export
   */
  public boolean readsAllItems(TableRead read) {
    LakeSettings lake = settings.lake();
    return lake == null
        || settings.afresh()
        || LakeOpening.of(spark, lake, read).readsAllItems(read.settings().kind());
  }

  /**
   * Claims a run for this process until the lease is closed.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if another process works on it
   */
  public Lease hold(String runId) {
    return hold(runId, null);
  }

  /**
   * Claims a run that has a deadline.
   *
   * @param deadline the time left from now on; null: no deadline
   */
  public Lease hold(String runId, @Nullable Duration deadline) {
    if (!PROBED.contains(root)) {
      RootProbe.check(store);
      PROBED.add(root);
    }
    return Lease.take(access, settings.lease().within(deadline), runId);
  }

  /**
   * Exports the tables as a snapshot. If the run already has a snapshot, returns it and reads nothing. Resumes a run
   * that was stopped or killed.
   *
   * @param lease the lease on the run
   * @param begun the first start of the run
   * @param keys the settings that decide the content of the snapshot
   * @param view derives datasets from the tables
   * @throws InvalidConfigurationException if the run was begun with other settings or tables
   * @throws dev.sluice.failure.DataGateException if counts do not add up or too many items were rejected, now or when
   *     the run was first finished
   * @throws dev.sluice.failure.ResourceUnavailableException if a table or the root cannot be used, the lease is lost,
   *     or retention has removed the snapshot
   * @throws dev.sluice.failure.BudgetExhaustedException at a budget or deadline; recorded chunks remain
   */
  public Snapshot export(
      Lease lease,
      Begun begun,
      RunSettings keys,
      List<TableRead> tables,
      View view,
      Progress progress) {
    SnapshotExport export = new SnapshotExport(
        spark,
        root,
        access,
        settings.parquet(),
        settings.layout(),
        settings.lake(),
        exports,
        clock,
        lease);
    Runnable work = () -> export.export(begun, keys, tables, view, progress);
    return snapshot(new Publication(access, settings, lease, keys).of(work));
  }

  /**
   * Returns the snapshot of a run; empty if it has none yet.
   *
   * @throws dev.sluice.failure.DataGateException if its data gate has failed
   * @throws dev.sluice.failure.ResourceUnavailableException if retention has removed it
   */
  public Optional<Snapshot> find(String runId) {
    return document(runId).map(json -> {
      RunState.of(store, runId, json).mustBePublished();
      return snapshot(Manifest.read(store, runId, json));
    });
  }

  /** Reads the manifest only once, because retention may replace it at any time. */
  private Optional<byte[]> document(String runId) {
    return store.read(RunPaths.manifest(runId));
  }

  /** Returns the manifest of a run, published or failed; empty if there is none or it was removed. */
  public Optional<Manifest> manifest(String runId) {
    return document(runId)
        .filter(json -> RunState.of(store, runId, json).state() != RunStatus.REMOVED)
        .map(json -> Manifest.read(store, runId, json));
  }

  /** Returns the time at which retention removed the snapshot of a run; empty if it was not removed. */
  public Optional<Instant> removedAt(String runId) {
    return RunState.read(store, runId).flatMap(state -> Optional.ofNullable(state.removedAt()));
  }

  /** Returns the newest snapshot of any tables. */
  public Optional<Snapshot> latest() {
    return newest(run -> true);
  }

  /**
   * Returns the newest snapshot of these tables in the same roles.
   *
   * @param tables at least one
   */
  public Optional<Snapshot> latest(List<TableRead> tables) {
    return newest(run -> isOf(run, tables));
  }

  /**
   * Returns the newest snapshot of these tables that was made with these settings. If there is none, returns the newest
   * of these tables; {@link #differing} then gives the difference.
   *
   * @param tables at least one
   * @param keys the settings that decide the content of the snapshot
   */
  public Optional<Snapshot> latest(List<TableRead> tables, RunSettings keys) {
    KeptSettings kept = new KeptSettings(store, keys);
    return newest(run -> isOf(run, tables) && kept.areThoseOf(run.runId()))
        .or(() -> latest(tables));
  }

  private static boolean isOf(RunState run, List<TableRead> tables) {
    return run.tables().size() == tables.size()
        && tables.stream().allMatch(table -> run.tables().values().stream().anyMatch(table::is));
  }

  /**
   * Returns the settings that decide what is kept of the tables and that differ from those of a run; empty if the run's
   * settings are not recorded.
   *
   * @param keys the settings that decide the content of the snapshot
   */
  public Optional<SortedSet<String>> differing(String runId, RunSettings keys) {
    return new KeptSettings(store, keys).differing(runId);
  }

  /** Returns the tables of a run by name, whether it was removed or not; empty if the run has no manifest. */
  public Map<String, RunState.Table> tables(String runId) {
    return RunState.read(store, runId).map(RunState::tables).orElse(Map.of());
  }

  private Optional<Snapshot> newest(Predicate<RunState> wanted) {
    return new Newest(store).of(wanted).flatMap(run -> find(run.runId()));
  }

  /** Returns the changes of a table since its newest snapshot; empty if there is none. */
  public Optional<Drift> drift(TableRead read, TableSource source) {
    String arn = source.description().arn();
    Optional<RunState> newest = new Newest(store).of(run -> run.has(arn));
    return SchemaDocument.baseline(store, newest, arn, settings.afresh())
        .map(Optional::of)
        .map(before -> {
          TableSource continued = settings.layout().continued(source, before);
          return new TableSchemas(continued, read.shardedAttributes(), before)
              .of(read.kept(continued));
        })
        .map(TableSchema::drift);
  }

  /** Returns all differences between the snapshot and its manifest, one line each. */
  public List<String> verify(Snapshot snapshot) {
    return new Verification(spark, root, store, snapshot.manifest()).differences();
  }

  /**
   * Keeps the Iceberg tables of a published snapshot in order, if retention is asked for. A step that fails is a warning.
   *
   * @return table → result; empty if no table is kept in Iceberg, or all snapshots are kept
   */
  public Map<String, HousekeepingResult> tidy(Snapshot snapshot) {
    return settings.keep() == null
        ? Map.of()
        : new LakeTidying(spark, store, settings.quiet(), clock).of(snapshot.manifest());
  }

  /**
   * Deletes the rows by day of removed runs that no run needs any more, if retention is asked for.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it cannot be told what is needed; nothing is deleted then
   */
  public DayRetention.Deleted tidyDays() {
    return settings.keep() == null
        ? DayRetention.Deleted.NONE
        : new DayRetention(store, store.now().minus(settings.quiet())).delete();
  }

  /** Returns the small files under the root beside the snapshots: figures, reports, results. */
  public Documents documents() {
    return store;
  }

  /** Returns the rows by day that figures are made of. */
  public DayStore days(DayColumns columns) {
    return new DayStore(spark, root, store, settings.parquet(), columns);
  }

  private Snapshot snapshot(Manifest manifest) {
    return new StoredSnapshot(
        spark, root, manifest, () -> SchemaDocument.read(store, manifest.runId()));
  }
}
