package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Once;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.ViewLog;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot: every table's files under the run's own prefix, then what views make of them, then the schema, then the
 * manifest, which makes it exist. Each of these is recorded once, and the next is made of the records alone, so that several
 * holders of a run make one snapshot.
 */
final class SnapshotExport {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotExport.class);

  private final SparkSession spark;
  private final Root root;
  private final StoreAccess access;
  private final Store store;
  private final DatasetSettings settings;
  private final Clock clock;
  private final Lease lease;

  SnapshotExport(
      SparkSession spark,
      Root root,
      StoreAccess access,
      DatasetSettings settings,
      Clock clock,
      Lease lease) {
    this.spark = spark;
    this.root = root;
    this.access = access;
    this.store = access.open();
    this.settings = settings;
    this.clock = clock;
    this.lease = lease;
  }

  /**
   * Leaves the run's manifest, its own or that of another holder.
   *
   * @param keys settings that decide what the snapshot holds
   */
  void export(Begun begun, RunSettings keys, List<TableRead> reads, View view, Progress progress) {
    String runId = lease.runId();
    Planning.Opened opened = new Planning(
            spark, store, new Layout(settings.days(), settings.afresh()))
        .open(runId, begun, keys, reads, view);
    // A run that was finished and removed since its manifest was looked at has got a new plan here.
    if (RunState.read(store, runId).isPresent()) {
      return;
    }
    view.check(known(opened));
    List<TableExport.Result> tables = new ArrayList<>();
    Manifest manifest;
    try {
      held(() -> read(opened, tables, progress));
      Gates.check(tables);
      Manifest read = manifest(opened, keys, tables);
      View.Added added = held(() -> added(view, read, opened, schema(tables, Map.of()), progress));
      manifest = read.with(added, documents(tables, added), clock.instant());
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

  private Void read(Planning.Opened opened, List<TableExport.Result> tables, Progress progress) {
    TableExport export = new TableExport(spark, root, access, settings, lease, opened.plan());
    opened.tables().forEach(table -> tables.add(export.export(table, progress)));
    return null;
  }

  private Manifest manifest(
      Planning.Opened opened, RunSettings keys, List<TableExport.Result> tables) {
    return Manifest.of(opened.plan(), keys.hash(), tables, clock.instant());
  }

  /** Of each view what its record says; of one that has none yet, it is made. */
  private View.Added added(
      View view,
      Manifest tables,
      Planning.Opened opened,
      SchemaDocument schema,
      Progress progress) {
    StoredSnapshot snapshot = new StoredSnapshot(spark, root, tables, () -> schema);
    ViewFolder folder =
        new ViewFolder(spark, root, settings, snapshot, opened.plan().carried());
    ViewLog log = new ViewLog(store, opened.plan());
    View.Added all = View.Added.NOTHING;
    for (View part : view.parts()) {
      Optional<View.Added> known = log.find(part.name(), View.Added.class);
      known.ifPresent(made -> FileCheck.mustBeSound(spark, root, lease.runId(), made.files()));
      all = all.plus(known.orElseGet(() -> made(part, folder, log, progress)));
    }
    return all;
  }

  private View.Added made(View view, ViewFolder folder, ViewLog log, Progress progress) {
    lease.confirm();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup(TableExport.jobGroup(lease), view.name(), false);
    TaskProgress tasks = TaskProgress.watch(context.sc(), view.name(), progress);
    try {
      View.Added mine = view.add(folder);
      mine.files().forEach(f -> store.sync(RunPaths.snapshot(lease.runId()) + "/" + f.path()));
      View.Added counts = log.store(view.name(), mine, View.Added.class);
      drop(mine, counts);
      return counts;
    } finally {
      tasks.end();
      context.clearJobGroup();
    }
  }

  /** What another holder has recorded counts: these files only this one knows of. */
  private void drop(View.Added mine, View.Added counts) {
    Set<Manifest.FileEntry> others = new HashSet<>(mine.files());
    counts.files().forEach(others::remove);
    others.forEach(file -> store.delete(RunPaths.snapshot(lease.runId()) + "/" + file.path()));
  }

  private static Map<Role, KnownTable> known(Planning.Opened opened) {
    Map<Role, KnownTable> known = new EnumMap<>(Role.class);
    opened.tables().forEach(table -> known.put(table.read().role(), KnownTable.of(table)));
    return known;
  }

  /** Whose lease is lost is told so, and not how its jobs were cancelled: Spark throws checked exceptions undeclared. */
  private <T> T held(Supplier<T> work) {
    lease.whenLost(() -> spark.sparkContext().cancelJobGroup(TableExport.jobGroup(lease)));
    lease.confirm();
    try {
      return work.get();
    } catch (Exception e) {
      lease.confirm();
      throw e;
    }
  }

  private static SchemaDocument schema(
      List<TableExport.Result> tables, Map<String, View.Derived> derived) {
    Map<String, TableSchema> schemas = new LinkedHashMap<>();
    tables.forEach(table -> schemas.put(table.name(), table.schema()));
    Map<String, JsonNode> others = new LinkedHashMap<>();
    derived.forEach((name, made) -> others.put(name, made.schema()));
    return new SchemaDocument(schemas, others);
  }

  /** The small files, which have fixed names: of whoever wrote them, they follow from the same records. */
  private List<Manifest.FileEntry> documents(List<TableExport.Result> tables, View.Added added) {
    List<Manifest.FileEntry> files = new ArrayList<>();
    files.add(document("schema.json", Json.write(schema(tables, added.derived()))));
    added
        .documents()
        .forEach((name, text) -> files.add(document(name, text.getBytes(StandardCharsets.UTF_8))));
    return files;
  }

  private Manifest.FileEntry document(String name, byte[] content) {
    byte[] stored = Once.store(store, RunPaths.snapshot(lease.runId()) + "/" + name, content);
    return new Manifest.FileEntry(name, 0, stored.length, Sha256.of(stored));
  }
}
