package dev.sluice.dataset;

import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.KeptSettings;
import dev.sluice.dataset.run.Latest;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Newest;
import dev.sluice.dataset.run.Retention;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.run.Runs;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.RootProbe;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.Printable;
import dev.sluice.source.TableSource;
import dev.sluice.table.AwsSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots under one root: made, found, checked. */
public final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  /** Roots that have kept their word to this process. */
  private static final Set<Root> SOUND = ConcurrentHashMap.newKeySet();

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
   * @throws dev.sluice.failure.ResourceUnavailableException where another process works on it
   */
  public Lease hold(String runId) {
    return hold(runId, null);
  }

  /**
   * Likewise, of a run that has a deadline.
   *
   * @param deadline from now on; null: none
   */
  public Lease hold(String runId, @Nullable Duration deadline) {
    if (!SOUND.contains(root)) {
      RootProbe.check(store);
      SOUND.add(root);
    }
    return Lease.take(access, settings.lease().within(deadline), runId);
  }

  /**
   * Reads the tables and leaves a snapshot; {@code latest.json} points to it if no newer one is there. Where the run has
   * its snapshot already, that one is returned and nothing is read; where it was stopped or killed, it goes on with what it
   * has.
   *
   * @param lease of the run
   * @param begun what the run was first started as
   * @param keys settings that decide what the snapshot holds
   * @param view what is derived from the tables
   * @throws InvalidConfigurationException where the run id was begun with other settings or tables
   * @throws dev.sluice.failure.DataGateException where counts do not reconcile or too many items were rejected, now or when the run
   *     came to that the first time
   * @throws dev.sluice.failure.ResourceUnavailableException where a table or the root cannot be used, the lease is lost, or retention has removed
   *     the snapshot
   * @throws dev.sluice.failure.BudgetExhaustedException at a budget or deadline; what is finished stays
   */
  public Snapshot export(
      Lease lease,
      Begun begun,
      RunSettings keys,
      List<TableRead> tables,
      View view,
      Progress progress) {
    String runId = lease.runId();
    if (RunState.read(store, runId).isEmpty()) {
      make(lease, begun, keys, tables, view, progress);
    }
    byte[] stored = document(runId)
        .orElseThrow(() -> new IllegalStateException("run " + runId + " has left no manifest"));
    RunState state = RunState.of(store, runId, stored);
    if (state.state() == RunStatus.FAILED) {
      checkSame(manifest(runId, stored), keys);
    }
    state.mustBePublished();
    Manifest manifest = manifest(runId, stored);
    checkSame(manifest, keys);
    // Whoever made the manifest may have been killed before these.
    Latest.advance(store, state).ifPresent(newer -> tellNewer(state, newer));
    new SnapshotFiles(store, runId).tidy(manifest);
    Runs.tidy(store, runId);
    if (settings.keep() != null) {
      new Retention(store, settings.quiet(), new CountedSnapshots(store, state)::counts)
          .keep(settings.keep(), state.arns(), new KeptSettings(store, keys));
    }
    return snapshot(manifest);
  }

  private void make(
      Lease lease,
      Begun begun,
      RunSettings keys,
      List<TableRead> tables,
      View view,
      Progress progress) {
    try {
      new SnapshotExport(spark, root, access, settings, clock, lease)
          .export(begun, keys, tables, view, progress);
    } catch (Exception e) {
      if (lease.isLostByNow()) {
        // what this holder was still writing when another had finished is none of the snapshot's
        manifest(lease.runId())
            .filter(manifest -> manifest.state() == RunStatus.PUBLISHED)
            .ifPresent(new SnapshotFiles(store, lease.runId())::tidy);
      }
      if (e instanceof InvalidConfigurationException) {
        throw e;
      }
      // the other has tidied up what this one was still at: whatever came of that is no news
      lease.confirm();
      if (!isFinished(lease.runId(), e)) {
        throw e;
      }
      LOG.warn("Run {} was finished by another process meanwhile", lease.runId(), e);
    }
  }

  /** By another holder, whose taking over did not become known here. */
  private boolean isFinished(String runId, Exception met) {
    try {
      return RunState.read(access.brief(), runId).isPresent();
    } catch (RuntimeException e) {
      met.addSuppressed(e);
      return false;
    }
  }

  private static void tellNewer(RunState mine, Latest newer) {
    LOG.warn(
        "latest.json stays at run {}, whose scan began at {}: that of run {} began at {}",
        Printable.brief(newer.runId()),
        newer.scanStartedAt(),
        mine.runId(),
        mine.scanStartedAt());
  }

  /**
   * The snapshot of a run; empty where it has not finished one.
   *
   * @throws dev.sluice.failure.DataGateException where its gate has failed
   * @throws dev.sluice.failure.ResourceUnavailableException where retention has removed it
   */
  public Optional<Snapshot> find(String runId) {
    return document(runId).map(json -> {
      RunState.of(store, runId, json).mustBePublished();
      return snapshot(manifest(runId, json));
    });
  }

  /** Looked at once: retention may replace it at any time. */
  private Optional<byte[]> document(String runId) {
    return store.read(RunPaths.manifest(runId));
  }

  private Manifest manifest(String runId, byte[] json) {
    Manifest manifest = Json.read(json, Manifest.class, store.location(RunPaths.manifest(runId)));
    RunState.mustBeOf(store, runId, manifest.runId());
    return manifest;
  }

  /** What a run has come to, whether its gate has failed or not; empty where it has come to nothing yet, or was removed. */
  public Optional<Manifest> manifest(String runId) {
    return document(runId)
        .filter(json -> RunState.of(store, runId, json).state() != RunStatus.REMOVED)
        .map(json -> manifest(runId, json));
  }

  /** When retention removed the snapshot of a run; empty where it has not. */
  public Optional<Instant> removedAt(String runId) {
    return RunState.read(store, runId).flatMap(state -> Optional.ofNullable(state.removedAt()));
  }

  /** The newest of all, of whatever tables. */
  public Optional<Snapshot> latest() {
    return newest(run -> true);
  }

  /**
   * The newest whose tables are these, each in its role.
   *
   * @param tables at least one
   */
  public Optional<Snapshot> latest(List<TableRead> tables) {
    return newest(run -> isOf(run, tables));
  }

  /**
   * The newest of these tables that was made with these settings; where there is none, the newest of these tables: {@link
   * #differing} tells.
   *
   * @param tables at least one
   * @param keys settings that decide what the snapshot holds
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
   * Which settings a run was begun with otherwise, of those that decide what is kept of the tables; empty where that is not on
   * record.
   *
   * @param keys settings that decide what the snapshot holds
   */
  public Optional<SortedSet<String>> differing(String runId, RunSettings keys) {
    return new KeptSettings(store, keys).differing(runId);
  }

  /** The tables of a run that has come to something, removed or not, by name; empty where it has not. */
  public Map<String, RunState.Table> tables(String runId) {
    return RunState.read(store, runId).map(RunState::tables).orElse(Map.of());
  }

  private Optional<Snapshot> newest(Predicate<RunState> wanted) {
    return new Newest(store).of(wanted).flatMap(run -> find(run.runId()));
  }

  /** How a table has changed since its newest snapshot; empty where there is none. */
  public Optional<Drift> drift(TableRead read, TableSource source) {
    String arn = source.description().arn();
    return Baselines.of(store, new Newest(store).of(run -> run.has(arn)), arn, settings.afresh())
        .map(before -> {
          TableSource widened =
              new Layout(settings.days(), settings.afresh()).goingOn(source, Optional.of(before));
          return TableSchema.of(read, widened, read.kept(widened), Optional.of(before));
        })
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
    return new StoredSnapshot(
        spark, root, manifest, () -> Baselines.document(store, manifest.runId()));
  }

  /** A plan names the settings that differ; it stays as long as the snapshot does. */
  private void checkSame(Manifest manifest, RunSettings keys) {
    if (!manifest.configHash().equals(keys.hash())) {
      SortedSet<String> differing = RunPlan.find(store, manifest.runId())
          .map(plan -> plan.differing(keys))
          .orElseGet(TreeSet::new);
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "--run-id",
          manifest.runId(),
          "belongs to a snapshot that was made with other settings"
              + (differing.isEmpty() ? "" : ": " + differing + " differ"),
          "Use another run id, or the settings of then.")));
    }
  }
}
