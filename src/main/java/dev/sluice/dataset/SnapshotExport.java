package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Sha256;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.GateFailed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Makes a snapshot: every table's files under the run's own prefix, then the schema, then the manifest, which makes it
 * exist, then the pointer to the newest.
 */
final class SnapshotExport {
  private static final String JSON = "application/json";

  private final SparkSession spark;
  private final Root root;
  private final StoreAccess access;
  private final Store store;
  private final DatasetSettings settings;
  private final Clock clock;

  SnapshotExport(
      SparkSession spark, Root root, StoreAccess access, DatasetSettings settings, Clock clock) {
    this.spark = spark;
    this.root = root;
    this.access = access;
    this.store = access.open();
    this.settings = settings;
    this.clock = clock;
  }

  Manifest export(
      Lease lease,
      String configHash,
      Instant firstStarted,
      List<TableRead> reads,
      View view,
      Progress progress) {
    String runId = lease.runId();
    Planning.Opened opened = new Planning(spark, store, clock, settings.days())
        .open(runId, configHash, firstStarted, reads);
    view.check(known(opened));
    SnapshotFiles files = new SnapshotFiles(store, runId);
    TableExport export = new TableExport(spark, root, access, settings, runId);
    List<TableExport.Result> tables = new ArrayList<>();
    for (OpenTable table : opened.tables()) {
      tables.add(held(lease, () -> export.export(table, files, progress)));
    }
    Manifest.FileEntry schema = writeSchema(runId, tables, Map.of());
    Manifest tablesOnly = manifest(opened.plan(), tables, schema);
    lease.confirm();
    // what an earlier attempt at the view left must not meet this one's files
    files.settle(tablesOnly);
    View.Added added = held(lease, () -> added(view, tablesOnly, opened.plan().before(), progress));
    Manifest.FileEntry whole =
        added.derived().isEmpty() ? schema : writeSchema(runId, tables, added.derived());
    Manifest manifest = tablesOnly.with(added, whole, clock.instant());
    lease.confirm();
    files.settle(manifest);
    lease.confirm();
    create(manifest);
    return manifest;
  }

  private View.Added added(View view, Manifest tables, @Nullable String before, Progress progress) {
    if (view == View.NONE) {
      return View.Added.NOTHING;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup(TableExport.jobGroup(tables.runId()), "views", false);
    TaskProgress tasks = TaskProgress.watch(context.sc(), "views", progress);
    try {
      return view.add(new ViewFolder(spark, root, store, settings, tables, before));
    } finally {
      tasks.end();
      context.clearJobGroup();
    }
  }

  private static Map<Role, KnownTable> known(Planning.Opened opened) {
    Map<Role, KnownTable> known = new EnumMap<>(Role.class);
    opened.tables().forEach(table -> known.put(table.read().role(), KnownTable.of(table)));
    return known;
  }

  /** Whose lease is lost is told so, and not how its jobs were cancelled. */
  private <T> T held(Lease lease, Supplier<T> work) {
    lease.whenLost(() -> spark.sparkContext().cancelJobGroup(TableExport.jobGroup(lease.runId())));
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (lease.isLost()) {
        lease.confirm();
      }
      throw e;
    }
  }

  private Manifest.FileEntry writeSchema(
      String runId, List<TableExport.Result> tables, Map<String, View.Derived> derived) {
    Map<String, TableSchema> schemas = new LinkedHashMap<>();
    tables.forEach(table -> schemas.put(table.name(), table.schema()));
    Map<String, JsonNode> others = new LinkedHashMap<>();
    derived.forEach((name, made) -> others.put(name, Json.tree(made.schema().json())));
    byte[] json = Json.write(new SchemaDocument(schemas, others));
    store.write(Root.schema(runId), json, JSON);
    return new Manifest.FileEntry("schema.json", 0, json.length, Sha256.of(json));
  }

  private Manifest manifest(
      RunPlan plan, List<TableExport.Result> tables, Manifest.FileEntry schema) {
    Map<String, Manifest.TableEntry> entries = new LinkedHashMap<>();
    List<Manifest.FileEntry> files = new ArrayList<>();
    for (TableExport.Result table : tables) {
      entries.put(table.name(), table.entry());
      table.files().forEach(file -> files.add(file.entry()));
    }
    files.add(schema);
    return new Manifest(
        plan.runId(),
        clock.instant(),
        plan.scanStartedAt(),
        plan.configHash(),
        entries,
        Map.of(),
        Map.of(),
        files);
  }

  private void create(Manifest manifest) {
    if (!store.create(Root.manifest(manifest.runId()), Json.write(manifest), JSON)) {
      throw new GateFailed(
          "run " + manifest.runId() + " has made its snapshot meanwhile, in another process",
          "Start again with the same run id to get its result.");
    }
  }
}
