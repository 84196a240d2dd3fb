package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.layout.SchemaDocument;
import dev.sluice.dataset.layout.Shards;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.layout.TableSchemas;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.view.View;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a run's tables. The first start takes a sample and records its result once in the plan. Every further start
 * opens the tables as planned.
 */
final class Planning {
  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  private final SparkSession spark;
  private final Store store;
  private final RowLayout layout;

  Planning(SparkSession spark, Store store, RowLayout layout) {
    this.spark = spark;
    this.store = store;
    this.layout = layout;
  }

  /** A plan and its tables, in the order of the reads. */
  record Opened(RunPlan plan, List<OpenTable> tables) {}

  /**
   * Describes all tables before the first one is read, so that a missing table does not cost read units of the others.
   *
   * @param settings the settings that decide the content of the snapshot
   * @param view names the documents of earlier snapshots to continue
   * @throws InvalidConfigurationException if the run was begun with other settings or other tables
   */
  Opened open(String runId, Begun begun, RunSettings settings, List<TableRead> reads, View view) {
    Optional<RunPlan> known = RunPlan.find(store, runId);
    if (known.isPresent()) {
      LOG.info(
          "Run {} was begun at {} and continues by the plan stored then",
          runId,
          known.get().firstStarted());
      return resumed(known.get(), settings, reads);
    }
    if (reads.stream().anyMatch(read -> read.settings().isUndecided())) {
      throw refused(runId, "was finished, and removed since its state was looked up");
    }
    List<TableSource> sources =
        reads.stream().map(r -> TableSource.open(r.settings())).toList();
    RunPlan mine = plan(runId, begun, settings, reads, sources, view);
    RunPlan counts = mine.adopt(store);
    return counts.planId().equals(mine.planId())
        ? opened(counts, reads, sources)
        : resumed(counts, settings, reads);
  }

  private RunPlan plan(
      String runId,
      Begun begun,
      RunSettings settings,
      List<TableRead> reads,
      List<TableSource> sources,
      View view) {
    List<TableDescription> described =
        sources.stream().map(TableSource::description).toList();
    Predecessors predecessors = new Predecessors(store, described);
    Optional<RunState> before = predecessors.newest();
    List<String> names = TableNames.of(reads, described);
    List<RunPlan.Table> tables = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      tables.add(plan(reads.get(i), sources.get(i), names.get(i), begun.firstStarted(), before));
    }
    Map<String, String> carried = predecessors.carried(view.carriedOn());
    return new RunPlan(
        begun.format(),
        UUID.randomUUID().toString(),
        runId,
        settings.keys(),
        begun.date(),
        begun.firstStarted(),
        asOf(sources).orElse(begun.firstStarted()),
        before.map(RunState::runId).orElse(null),
        carried,
        tables);
  }

  /** Returns the time of the items: that of the oldest export, or else when the scans begin. */
  private static Optional<Instant> asOf(List<TableSource> sources) {
    return sources.stream()
        .flatMap(source -> source.exportTime().stream())
        .min(Instant::compareTo)
        .or(() -> sources.stream()
            .map(source -> source.description().describedAt())
            .max(Instant::compareTo));
  }

  private RunPlan.Table plan(
      TableRead read,
      TableSource looked,
      String name,
      Instant firstStarted,
      Optional<RunState> before) {
    Optional<TableSchema.Baseline> earlier =
        SchemaDocument.baseline(store, before, looked.description().arn(), layout.afresh());
    TableSource source = layout.continued(looked, earlier).inChunks();
    TableDescription table = source.description();
    Dataset<Row> kept = read.rows(spark, source, firstStarted);
    StructType columns = layout.columns(read, kept);
    Shards.check(columns, read.shardedAttributes());
    AccessPath.Outline path = TableSource.path(layout.laidOut(read, source, kept));
    if (path.parts() == 0) {
      LOG.warn("Table {}: its filter is never true, so nothing is read", name);
    }
    log(name, path, source);
    TableSchema schema = new TableSchemas(source, read.shardedAttributes(), earlier).of(columns);
    TableWarnings.ofSchema(name, schema, source).forEach(LOG::warn);
    layout.folderWarnings(name, read, source, schema, earlier).forEach(LOG::warn);
    return new RunPlan.Table(
        name,
        table.arn(),
        table.id(),
        table.keys().stream().map(TableDescription.Key::name).toList(),
        path.kind(),
        path.index(),
        path.parts(),
        path.tasks(),
        source.chunkUnits(path.tasks()),
        Json.tree(source.schema().json()),
        source.consumedReadUnits(),
        Json.tree(schema));
  }

  private static void log(String name, AccessPath.Outline path, TableSource source) {
    LOG.info(
        "Table {}: access path {}; limit {} read units/s (0: none); schema of {} columns",
        name,
        path.text(),
        source.unitsPerSecond(),
        source.schema().size());
  }

  private Opened resumed(RunPlan plan, RunSettings settings, List<TableRead> reads) {
    if (!plan.differing(settings).isEmpty() || plan.tables().size() != reads.size()) {
      throw refused(
          plan.runId(), "was begun with other settings: " + plan.differing(settings) + " differ");
    }
    List<TableSource> sources = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      sources.add(source(plan, plan.tables().get(i), reads.get(i)));
    }
    return opened(plan, reads, sources);
  }

  private TableSource source(RunPlan plan, RunPlan.Table table, TableRead read) {
    StructType columns = columns(plan, table);
    if (Arrays.stream(columns.fields()).anyMatch(ColumnMetadata::isOverflowMap)) {
      throw refused(plan.runId(), "was begun by an earlier release, whose rows had other columns");
    }
    TableSource source = TableSource.open(read.settings(), columns);
    if (!source.description().arn().equals(table.arn())) {
      throw refused(
          plan.runId(),
          "was begun with table " + table.arn() + ", not "
              + source.description().arn());
    }
    if (!source.description().id().equals(table.tableId())) {
      throw refused(
          plan.runId(),
          "was begun with another table " + table.name() + ": that one was deleted since, and this"
              + " one created");
    }
    return source;
  }

  private StructType columns(RunPlan plan, RunPlan.Table table) {
    return TableSchema.struct(table.columns(), where(plan));
  }

  private Opened opened(RunPlan plan, List<TableRead> reads, List<TableSource> sources) {
    List<OpenTable> tables = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      tables.add(opened(plan, plan.tables().get(i), reads.get(i), sources.get(i)));
    }
    return new Opened(plan, tables);
  }

  private OpenTable opened(RunPlan plan, RunPlan.Table table, TableRead read, TableSource whole) {
    TableSource source = whole.having(columns(plan, table)).cut(table.segments(), table.ranges());
    Dataset<Row> kept = read.rows(spark, source, plan.firstStarted());
    StructType columns = layout.columns(read, kept);
    if (!TableSource.path(layout.laidOut(read, source, kept)).equals(table.path())) {
      throw refused(
          plan.runId(),
          "was begun when table " + table.name() + " was read by another access path");
    }
    TableSchema recorded = Json.as(table.schema(), TableSchema.class, where(plan));
    return new OpenTable(
        read,
        source,
        table,
        recorded,
        columns,
        layout.shape(read, source, recorded, columns),
        from -> layout.laidOut(read, from, read.rows(spark, from, plan.firstStarted())));
  }

  private String where(RunPlan plan) {
    return store.location(RunPaths.plan(plan.runId()));
  }

  private static InvalidConfigurationException refused(String runId, String problem) {
    return new InvalidConfigurationException(List.of(new ConfigError(
        "--run-id",
        runId,
        problem,
        "Give another --run-id, or the settings and tables that this one began with.")));
  }
}
