package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.ChangeCounts;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeCommit;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.dataset.lake.LakeExport;
import dev.sluice.dataset.lake.LakeLayout;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeRead;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Brings the Iceberg table of a run's table up to its export. */
record LakeTables(SparkSession spark, LakeSettings settings, boolean afresh, RunPlan plan) {
  /** Brings the table up to its export, unless the run has done so, and returns the result. */
  TableResult export(OpenTable table) {
    TableSource source = table.source();
    TableRead read = table.read();
    LakeName name = settings.name(table.name());
    LakeSettings.configure(spark, name.catalog(), settings.warehouse());
    LakeRead wanted = new LakeRead(
        name,
        new LakeLayout(keys(source), settings.days()),
        settings.deleted(),
        read.columns(),
        read.condition(),
        settings.settings());
    LakeCatalog catalog = LakeCatalog.open(spark, name.catalog());
    LakeExport export = new LakeExport(catalog, wanted, new RunCommit(plan.runId(), plan.planId()));
    ReadSettings reading = read.settings();
    LakeCommit commit = source.changesFrom().isPresent()
        ? export.apply(List.of(reading)).get(0)
        : export.load(reading, afresh);
    @Nullable List<String> changedDays = source.changesFrom().isPresent()
        ? catalog.changedBy(name, List.of(commit)).map(DaySpans::texts).orElse(null)
        : null;
    StructType columns = catalog.columns(name, commit.snapshotId());
    return new TableResult(
        table,
        entry(table, name, commit, columns, changedDays),
        List.of(),
        table.recorded().having(columns));
  }

  private static List<String> keys(TableSource source) {
    TableDescription table = source.description();
    if (table.keys().isEmpty()) {
      throw new ResourceUnavailableException(
          "table " + table.name()
              + " does not exist any more, and its export does not state its key",
          "Only tables that exist can be kept in Iceberg.");
    }
    return table.keys().stream().map(TableDescription.Key::name).toList();
  }

  private Manifest.TableEntry entry(
      OpenTable table,
      LakeName name,
      LakeCommit commit,
      StructType columns,
      @Nullable List<String> changedDays) {
    TableSource source = table.source();
    long scanned = source.itemCount();
    long written = commit.counts().applied();
    return new Manifest.TableEntry(
        AccessPath.Kind.EXPORT,
        null,
        table.plan().arn(),
        table.plan().tableId(),
        table.read().role(),
        scanned,
        scanned - written,
        0,
        0,
        written,
        0,
        null,
        List.of(columns.fieldNames()),
        Map.of(),
        null,
        new Coverage(0, List.of()),
        iceberg(source, name, commit, changedDays));
  }

  private Manifest.Iceberg iceberg(
      TableSource source,
      LakeName name,
      LakeCommit commit,
      @Nullable List<String> changedDays) {
    ChangeCounts counts = commit.counts();
    return new Manifest.Iceberg(
        name.catalog(),
        settings.warehouse(),
        name.namespace(),
        name.table(),
        commit.snapshotId(),
        settings.deleted().ttl() == Action.KEEP ? null : source.description().ttlAttribute(),
        source.changesFrom().orElse(null),
        commit.position().until(),
        counts.inserted(),
        counts.modified(),
        counts.removed(),
        counts.marked(),
        counts.kept(),
        commit.rows(),
        changedDays);
  }
}
