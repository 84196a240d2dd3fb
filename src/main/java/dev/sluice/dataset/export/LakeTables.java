package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.ChangeCounts;
import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeCatchUp;
import dev.sluice.dataset.lake.LakeCommit;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.dataset.lake.LakeExport;
import dev.sluice.dataset.lake.LakeLayout;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeNight;
import dev.sluice.dataset.lake.LakeRead;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.lake.LakeStream;
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

/**
 * Brings the Iceberg table of a run's table up to date.
 *
 * @param exports makes exports of changes
 */
record LakeTables(
    SparkSession spark,
    LakeSettings settings,
    boolean afresh,
    RunPlan plan,
    ChangeExports exports) {
  /** Brings the table up to date, unless the run has done so, and returns the result. */
  TableResult export(OpenTable table) {
    TableRead read = table.read();
    LakeName name = settings.name(table.name());
    LakeSettings.configure(spark, name.catalog(), settings.warehouse());
    LakeRead wanted = new LakeRead(
        name,
        new LakeLayout(keys(table.source()), settings.days()),
        settings.deleted(),
        read.columns(),
        read.condition(),
        settings.settings());
    LakeCatalog catalog = LakeCatalog.open(spark, name.catalog());
    LakeNight night = night(table, catalog, wanted);
    StructType columns = catalog.columns(name, night.last().snapshotId());
    return new TableResult(
        table, entry(table, name, night, columns), List.of(), table.recorded().having(columns));
  }

  private LakeNight night(OpenTable table, LakeCatalog catalog, LakeRead wanted) {
    RunCommit run = new RunCommit(plan.runId(), plan.planId());
    ReadSettings reading = table.read().settings();
    TableSource source = table.source();
    return switch (table.plan().kind()) {
      case PITR ->
        new LakeCatchUp(catalog, wanted, run)
            .to(plan.scanStartedAt(), reading, source.description(), exports);
      case STREAM ->
        new LakeStream(catalog, wanted, run)
            .follow(reading, source.description(), table.schema(), afresh);
      default -> ofExport(source, new LakeExport(catalog, wanted, run), reading);
    };
  }

  private LakeNight ofExport(TableSource source, LakeExport export, ReadSettings reading) {
    return source
        .changesFrom()
        .map(from -> new LakeNight(export.apply(List.of(reading)), from))
        .orElseGet(() -> new LakeNight(List.of(export.load(reading, afresh)), null));
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
      OpenTable table, LakeName name, LakeNight night, StructType columns) {
    TableSource source = table.source();
    boolean isExport = table.plan().kind() == AccessPath.Kind.EXPORT;
    long scanned = isExport ? source.itemCount() : night.counts().changes();
    long written = night.counts().applied();
    return new Manifest.TableEntry(
        table.plan().kind(),
        null,
        table.plan().arn(),
        table.plan().tableId(),
        table.read().role(),
        scanned,
        scanned - written,
        0,
        0,
        written,
        table.plan().plannedFor(),
        null,
        List.of(columns.fieldNames()),
        Map.of(),
        null,
        new Coverage(0, List.of()),
        iceberg(source, name, night));
  }

  private Manifest.Iceberg iceberg(TableSource source, LakeName name, LakeNight night) {
    ChangeCounts counts = night.counts();
    LakeCommit last = night.last();
    return new Manifest.Iceberg(
        name.catalog(),
        settings.warehouse(),
        name.namespace(),
        name.table(),
        last.snapshotId(),
        settings.deleted().ttl() == Action.KEEP ? null : source.description().ttlAttribute(),
        night.from(),
        last.position().until(),
        counts.inserted(),
        counts.modified(),
        counts.removed(),
        counts.marked(),
        counts.kept(),
        last.rows());
  }
}
