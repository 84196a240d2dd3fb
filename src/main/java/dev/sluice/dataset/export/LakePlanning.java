package dev.sluice.dataset.export;

import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.IcebergLibrary;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeSettings;
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
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.Discovered;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Opens what brings a run's Iceberg table up to date: an export, the exports of its changes, or its Stream. The first start
 * records which one it is; every further start opens the same.
 *
 * @param afresh whether the table is loaded afresh, with the columns of its items alone
 * @param exports makes exports of changes
 */
record LakePlanning(
    SparkSession spark, Store store, LakeSettings settings, boolean afresh, ChangeExports exports) {
  /**
   * Opens the run's table.
   *
   * @param reads one
   * @throws InvalidConfigurationException if the run was begun with other settings, or from something else
   */
  Planning.Opened open(
      String runId, Begun begun, RunSettings settings, List<TableRead> reads, View view) {
    // before any class of Iceberg's is needed
    IcebergLibrary.check(spark);
    TableRead read = reads.get(0);
    LakeOpening opening = new LakeOpening(spark, this.settings, afresh, exports);
    Optional<RunPlan> known = RunPlan.find(store, runId);
    TableSource source = known
        .map(plan -> opening.open(read, columns(plan)))
        .orElseGet(() -> opening.open(read));
    RunPlan plan =
        known.orElseGet(() -> plan(runId, begun, settings, read, source, view).adopt(store));
    mustBe(plan, settings, read, source);
    return new Planning.Opened(plan, List.of(opened(plan, read, source)));
  }

  private RunPlan plan(
      String runId,
      Begun begun,
      RunSettings settings,
      TableRead read,
      TableSource source,
      View view) {
    Predecessors predecessors = new Predecessors(store, List.of(source.description()));
    return new RunPlan(
        begun.format(),
        UUID.randomUUID().toString(),
        runId,
        settings.keys(),
        begun.date(),
        begun.firstStarted(),
        new LakeOpening(spark, this.settings, afresh, exports).asOf(read, source),
        predecessors.newest().map(RunState::runId).orElse(null),
        predecessors.carried(view.carriedOn()),
        List.of(table(read, source)));
  }

  private RunPlan.Table table(TableRead read, TableSource source) {
    TableDescription table = source.description();
    StructType found = source.discovered().map(Discovered::schema).orElseGet(StructType::new);
    String name = TableNames.of(List.of(read), List.of(table)).get(0);
    StructType columns = columns(settings.name(name), ReadRows.kept(found, read.columns()));
    TableSchema schema = new TableSchemas(source, List.of(), Optional.empty()).of(columns);
    return new RunPlan.Table(
        name,
        table.arn(),
        table.id(),
        table.keys().stream().map(TableDescription.Key::name).toList(),
        read.settings().kind(),
        null,
        1,
        1,
        0,
        Json.tree(columns.json()),
        source.consumedReadUnits(),
        Json.tree(schema));
  }

  /** Returns the columns of the table, which a window's few items need not have. */
  private StructType columns(LakeName name, StructType found) {
    LakeSettings.configure(spark, name.catalog(), settings.warehouse());
    LakeCatalog catalog = LakeCatalog.open(spark, name.catalog());
    return afresh ? found : catalog.continued(name, found);
  }

  private static void mustBe(
      RunPlan plan, RunSettings settings, TableRead read, TableSource source) {
    RunPlan.Table planned = plan.tables().get(0);
    boolean same = plan.tables().size() == 1
        && planned.kind() == read.settings().kind()
        && planned.tableId().equals(source.description().id());
    if (!same || !plan.differing(settings).isEmpty()) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "--run-id",
          plan.runId(),
          same
              ? "was begun with other settings: " + plan.differing(settings) + " differ"
              : "was begun with another " + planned.kind() + ": " + planned.tableId(),
          "Use another run id, or the earlier settings.")));
    }
  }

  private StructType columns(RunPlan plan) {
    String location = store.location(RunPaths.plan(plan.runId()));
    return TableSchema.struct(plan.tables().get(0).columns(), location);
  }

  private OpenTable opened(RunPlan plan, TableRead read, TableSource source) {
    RunPlan.Table table = plan.tables().get(0);
    String location = store.location(RunPaths.plan(plan.runId()));
    StructType columns = columns(plan);
    return new OpenTable(
        read,
        source,
        table,
        Json.as(table.schema(), TableSchema.class, location),
        columns,
        new Shape(columns, null, null),
        from -> {
          throw new IllegalStateException("the Iceberg table has the rows");
        });
  }
}
