package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.layout.SchemaDocument;
import dev.sluice.dataset.layout.Shards;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.layout.TableSchemas;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.view.View;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
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
  private final @Nullable LakePlanning lake;
  private final PlannedTables planned;

  /** @param lake how tables in Iceberg are planned; null: tables are Parquet files */
  Planning(SparkSession spark, Store store, RowLayout layout, @Nullable LakePlanning lake) {
    this.spark = spark;
    this.store = store;
    this.layout = layout;
    this.lake = lake;
    this.planned = new PlannedTables(spark, store, layout, lake);
  }

  /**
   * Describes all tables before the first one is read, so that a missing table does not cost read units of the others.
   *
   * @param settings the settings that decide the content of the snapshot
   * @param view names the documents of earlier snapshots to continue
   * @throws InvalidConfigurationException if the run was begun with other settings or other tables
   */
  OpenedTables open(
      String runId, Begun begun, RunSettings settings, List<TableRead> reads, View view) {
    Optional<RunPlan> known = RunPlan.find(store, runId);
    if (known.isPresent()) {
      LOG.info(
          "Run {} was begun at {} and continues by the plan stored then",
          runId,
          known.get().firstStarted());
      return planned.resumed(known.get(), settings, reads);
    }
    // exports of changes are requested when the table is brought up to date
    if (lake == null && reads.stream().anyMatch(read -> read.settings().isUndecided())) {
      throw PlannedTables.refused(runId, "was finished, and removed since its state was looked up");
    }
    List<TableRead> decided = lake == null ? reads : lake.decided(reads);
    List<TableSource> sources = decided.stream().map(this::looked).toList();
    RunPlan mine = plan(runId, begun, settings, decided, sources, view);
    RunPlan counts = mine.adopt(store);
    return counts.planId().equals(mine.planId())
        ? planned.opened(counts, decided, sources)
        : planned.resumed(counts, settings, reads);
  }

  /** Of changes alone no snapshot of files could be made. */
  private TableSource looked(TableRead read) {
    return lake == null ? TableSource.open(read.settings()) : lake.looked(read);
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
        asOf(tables, sources).orElse(begun.firstStarted()),
        before.map(RunState::runId).orElse(null),
        carried,
        tables);
  }

  /** Returns the time of the items: that of the oldest export, or else when the scans begin. */
  private static Optional<Instant> asOf(List<RunPlan.Table> tables, List<TableSource> sources) {
    return Stream.concat(
            tables.stream().flatMap(table -> Stream.ofNullable(table.until())),
            sources.stream().flatMap(source -> source.exportTime().stream()))
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
    if (lake != null && LakePlanning.hasChanges(read, looked)) {
      return lake.ofChanges(name, read, looked);
    }
    Optional<TableSchema.Baseline> earlier = lake != null
        ? Optional.empty()
        : SchemaDocument.baseline(store, before, looked.description().arn(), layout.afresh());
    TableSource continued =
        lake != null ? lake.continued(name, read, looked) : layout.continued(looked, earlier);
    TableSource source = continued.inChunks();
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
        Json.tree(schema),
        null,
        lake != null && lake.isCopied(read, table));
  }

  private static void log(String name, AccessPath.Outline path, TableSource source) {
    LOG.info(
        "Table {}: access path {}; limit {} read units/s (0: none); schema of {} columns",
        name,
        path.text(),
        source.unitsPerSecond(),
        source.schema().size());
  }
}
