package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Opens a run's tables as its plan has them. */
record PlannedTables(
    SparkSession spark,
    Store store,
    RowLayout layout,
    @Nullable LakePlanning lake) {
  /**
   * Opens the tables of a plan that an earlier start, or another holder, has made.
   *
   * @throws InvalidConfigurationException if the run was begun with other settings or other tables
   */
  OpenedTables resumed(RunPlan plan, RunSettings settings, List<TableRead> configured) {
    if (!plan.differing(settings).isEmpty() || plan.tables().size() != configured.size()) {
      throw refused(
          plan.runId(), "was begun with other settings: " + plan.differing(settings) + " differ");
    }
    List<TableRead> reads = new ArrayList<>();
    List<TableSource> sources = new ArrayList<>();
    for (int i = 0; i < configured.size(); i++) {
      reads.add(SideReads.planned(configured.get(i), plan.tables().get(i)));
      sources.add(source(plan, plan.tables().get(i), reads.get(i)));
    }
    return opened(plan, reads, sources);
  }

  private TableSource source(RunPlan plan, RunPlan.Table table, TableRead read) {
    StructType columns = columns(plan, table);
    if (Arrays.stream(columns.fields()).anyMatch(ColumnMetadata::isOverflowMap)) {
      throw refused(plan.runId(), "was begun by an earlier release, whose rows had other columns");
    }
    TableSource source = opened(read, table, columns);
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

  private TableSource opened(TableRead read, RunPlan.Table table, StructType columns) {
    return lake == null
        ? TableSource.open(read.settings(), columns)
        : LakePlanning.reopened(read, table, columns);
  }

  private StructType columns(RunPlan plan, RunPlan.Table table) {
    return TableSchema.struct(table.columns(), where(plan));
  }

  /** Opens tables that were described for their plan. */
  OpenedTables opened(RunPlan plan, List<TableRead> reads, List<TableSource> sources) {
    List<OpenTable> tables = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      tables.add(opened(plan, plan.tables().get(i), reads.get(i), sources.get(i)));
    }
    return new OpenedTables(plan, tables);
  }

  private OpenTable opened(RunPlan plan, RunPlan.Table table, TableRead read, TableSource whole) {
    TableSchema recorded = Json.as(table.schema(), TableSchema.class, where(plan));
    if (lake != null && LakePlanning.hasChanges(read, whole)) {
      return LakePlanning.opened(read, whole, table, recorded, columns(plan, table));
    }
    TableSource source = whole.having(columns(plan, table)).cut(table.segments(), table.ranges());
    Dataset<Row> kept = read.rows(spark, source, plan.firstStarted());
    StructType columns = layout.columns(read, kept);
    if (!TableSource.path(layout.laidOut(read, source, kept)).equals(table.path())) {
      throw refused(
          plan.runId(),
          "was begun when table " + table.name() + " was read by another access path");
    }
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

  static InvalidConfigurationException refused(String runId, String problem) {
    return new InvalidConfigurationException(List.of(new ConfigError(
        "--run-id",
        runId,
        problem,
        "Give another --run-id, or the settings and tables that this one began with.")));
  }
}
