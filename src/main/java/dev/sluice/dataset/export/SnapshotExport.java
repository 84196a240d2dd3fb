package dev.sluice.dataset.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.layout.SchemaDocument;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Checkpoint;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Once;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.snapshot.FileCheck;
import dev.sluice.dataset.snapshot.SnapshotFiles;
import dev.sluice.dataset.snapshot.StoredSnapshot;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.dataset.view.View;
import dev.sluice.dataset.view.ViewFolder;
import dev.sluice.failure.DataGateException;
import dev.sluice.item.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot: first the files of every table, then the views, then the schema, and last the manifest, which makes
 * the snapshot exist. Each step is recorded once, and the next step depends on the records alone, so that several
 * holders of a run make the same snapshot.
 */
public final class SnapshotExport {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotExport.class);

  private final SparkSession spark;
  private final Root root;
  private final StoreAccess access;
  private final Store store;
  private final ParquetSettings settings;
  private final RowLayout layout;
  private final @Nullable LakeSettings lake;
  private final ChangeExports exports;
  private final Clock clock;
  private final Lease lease;

  /**
   * Prepares the export of one run under its lease.
   *
   * @param lake how tables are kept in Iceberg; null: they are Parquet files
   * @param exports makes exports of changes
   */
  public SnapshotExport(
      SparkSession spark,
      Root root,
      StoreAccess access,
      ParquetSettings settings,
      RowLayout layout,
      @Nullable LakeSettings lake,
      ChangeExports exports,
      Clock clock,
      Lease lease) {
    this.spark = spark;
    this.root = root;
    this.access = access;
    this.store = access.open();
    this.settings = settings;
    this.layout = layout;
    this.lake = lake;
    this.exports = exports;
    this.clock = clock;
    this.lease = lease;
  }

  /**
   * Exports all tables and stores the run's manifest, unless another holder has done so.
   *
   * @param keys the settings that decide the content of the snapshot
   */
  public void export(
      Begun begun, RunSettings keys, List<TableRead> reads, View view, Progress progress) {
    String runId = lease.runId();
    OpenedTables opened = planning().open(runId, begun, keys, whole(reads), view);
    // a run that was finished and removed since its manifest was read has a new plan here
    if (RunState.read(store, runId).isPresent()) {
      return;
    }
    view.check(known(opened));
    List<TableResult> tables = new ArrayList<>();
    Manifest manifest;
    try {
      held(() -> read(opened, tables, progress));
      Gates.check(tables);
      if (lake != null) {
        LakeTables iceberg =
            new LakeTables(spark, lake, layout.afresh(), opened.plan(), reads, exports, store);
        StoredSnapshot files = stored(manifest(opened, keys, tables), schema(tables, Map.of()));
        held(() -> inJobGroup("Iceberg tables", () -> iceberg.bring(opened, tables, files)));
      }
      Manifest read = manifest(opened, keys, tables);
      View.Added added = held(() -> added(view, read, opened, schema(tables, Map.of()), progress));
      manifest = with(read, added, documents(tables, added));
    } catch (DataGateException e) {
      manifest = manifest(opened, keys, tables).failed(e);
    }
    new SnapshotFiles(store, runId).mustBeThere(manifest);
    Once.store(store, RunPaths.manifest(runId), Json.write(manifest));
    LOG.info(
        "Run {}: snapshot committed as {}: {} tables, {} files, at {}",
        runId,
        manifest.state(),
        manifest.tables().size(),
        manifest.files().size(),
        store.location(RunPaths.snapshot(runId)));
  }

  private Planning planning() {
    LakePlanning iceberg =
        lake == null ? null : new LakePlanning(spark, lake, layout.afresh(), exports);
    return new Planning(spark, store, layout, iceberg);
  }

  private List<TableRead> whole(List<TableRead> reads) {
    return lake == null ? reads : reads.stream().map(new LakeReads(lake)::whole).toList();
  }

  private Void read(OpenedTables opened, List<TableResult> tables, Progress progress) {
    TableExport export = new TableExport(spark, root, access, settings, lease, opened.plan());
    opened.tables().stream()
        .filter(table -> lake == null || LakeTables.isWhole(table))
        .forEach(table -> tables.add(export.export(table, progress)));
    return null;
  }

  private <T> T inJobGroup(String what, Supplier<T> work) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup(ExportJob.group(lease), what, false);
    try {
      return work.get();
    } finally {
      context.clearJobGroup();
    }
  }

  private StoredSnapshot stored(Manifest manifest, SchemaDocument schema) {
    return new StoredSnapshot(spark, root, manifest, () -> schema);
  }

  private Manifest manifest(OpenedTables opened, RunSettings keys, List<TableResult> tables) {
    RunPlan plan = opened.plan();
    Map<String, Manifest.TableEntry> entries = new LinkedHashMap<>();
    tables.forEach(table -> entries.put(table.name(), table.entry()));
    return new Manifest(
        RunStatus.PUBLISHED,
        plan.runId(),
        clock.instant(),
        plan.scanStartedAt(),
        plan.firstStarted(),
        keys.hash(),
        null,
        entries,
        Map.of(),
        Map.of(),
        tables.stream().flatMap(table -> table.files().stream()).toList());
  }

  private Manifest with(Manifest tables, View.Added views, List<FileEntry> documents) {
    Map<String, Manifest.DerivedEntry> derived = new LinkedHashMap<>();
    views.derived().forEach((name, dataset) -> derived.put(name, dataset.entry()));
    List<FileEntry> files = new ArrayList<>(views.files());
    files.addAll(documents);
    return tables.with(views.training(), derived, files, clock.instant());
  }

  /** Returns the records of all views, and makes the views that have none. */
  private View.Added added(
      View view, Manifest tables, OpenedTables opened, SchemaDocument schema, Progress progress) {
    ViewFolder folder = new ViewFolder(
        spark, root, settings, stored(tables, schema), opened.plan().carried());
    Checkpoint.Views log = new Checkpoint.Views(store, opened.plan());
    View.Added all = View.Added.NOTHING;
    for (View part : view.parts()) {
      Optional<View.Added> known = log.find(part.name(), View.Added.class);
      known.ifPresent(made -> FileCheck.mustBeSound(spark, root, lease.runId(), made.files()));
      all = all.plus(known.orElseGet(() -> made(part, folder, log, progress)));
    }
    return all;
  }

  private View.Added made(View view, ViewFolder folder, Checkpoint.Views log, Progress progress) {
    lease.confirm();
    return TaskProgress.during(
        spark.sparkContext(), ExportJob.group(lease), view.name(), progress, () -> {
          View.Added mine = view.add(folder);
          mine.files().forEach(f -> store.sync(RunPaths.snapshot(lease.runId()) + "/" + f.path()));
          View.Added counts = log.store(view.name(), mine, View.Added.class);
          drop(mine, counts);
          return counts;
        });
  }

  /** Removes the files of a view that another holder has recorded first. No record lists them. */
  private void drop(View.Added mine, View.Added counts) {
    Set<FileEntry> others = new HashSet<>(mine.files());
    counts.files().forEach(others::remove);
    others.forEach(file -> store.delete(RunPaths.snapshot(lease.runId()) + "/" + file.path()));
  }

  private static Map<Role, KnownTable> known(OpenedTables opened) {
    Map<Role, KnownTable> known = new EnumMap<>(Role.class);
    opened.tables().forEach(table -> known.put(table.read().role(), table.known()));
    return known;
  }

  /**
   * Runs work under the lease. If the lease is lost, reports that instead of the cancelled jobs. Spark throws checked
   * exceptions without declaring them.
   */
  private <T> T held(Supplier<T> work) {
    lease.whenLost(() -> spark.sparkContext().cancelJobGroup(ExportJob.group(lease)));
    lease.confirm();
    try {
      return work.get();
    } catch (Exception e) {
      lease.confirm();
      throw e;
    }
  }

  private static SchemaDocument schema(
      List<TableResult> tables, Map<String, View.Derived> derived) {
    Map<String, TableSchema> schemas = new LinkedHashMap<>();
    tables.forEach(table -> schemas.put(table.name(), table.schema()));
    Map<String, JsonNode> others = new LinkedHashMap<>();
    derived.forEach((name, made) -> others.put(name, made.schema()));
    return new SchemaDocument(schemas, others);
  }

  /** Stores the small files, which have fixed names. Every holder derives the same content from the records. */
  private List<FileEntry> documents(List<TableResult> tables, View.Added added) {
    List<FileEntry> files = new ArrayList<>();
    files.add(document("schema.json", Json.write(schema(tables, added.derived()))));
    added
        .documents()
        .forEach((name, text) -> files.add(document(name, text.getBytes(StandardCharsets.UTF_8))));
    return files;
  }

  private FileEntry document(String name, byte[] content) {
    byte[] stored = Once.store(store, RunPaths.snapshot(lease.runId()) + "/" + name, content);
    return new FileEntry(name, 0, stored.length, Sha256.of(stored));
  }
}
