package dev.sluice.dataset.export;

import dev.sluice.dataset.lake.AllItems;
import dev.sluice.dataset.lake.ChangeCounts;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeCommit;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.dataset.lake.LakeExport;
import dev.sluice.dataset.lake.LakePosition;
import dev.sluice.dataset.lake.LakeRead;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Manifest.TableEntry;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.snapshot.StoredSnapshot;
import dev.sluice.source.TableSource;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the Iceberg tables of a run up to their DynamoDB tables. A table that is read as a whole lies in files first, which
 * no manifest lists: so its read is resumed, its items are counted before anything is committed, and they may be compared
 * with the table's rows as often as others commit meanwhile.
 *
 * @param reads as they are configured
 * @param afresh whether tables that are read as a whole are loaded afresh
 */
record LakeTables(
    SparkSession spark,
    LakeSettings settings,
    boolean afresh,
    RunPlan plan,
    List<TableRead> reads) {
  private static final Logger LOG = LoggerFactory.getLogger(LakeTables.class);

  /** Returns whether a table is read as a whole, into files. Of others the changes are read. */
  static boolean isWhole(OpenTable table) {
    return !LakePlanning.hasChanges(table.source());
  }

  /**
   * Brings all tables up to what is read of them, unless the run has done so.
   *
   * @param results those of tables that were read as a whole; become those of all tables
   * @param files has the items of tables that were read as a whole
   * @return the number of tables
   */
  int bring(Planning.Opened opened, List<TableResult> results, StoredSnapshot files) {
    List<TableResult> all =
        opened.tables().stream().map(table -> bring(table, results, files)).toList();
    results.clear();
    results.addAll(all);
    return all.size();
  }

  /** The one place that tells the kinds of reads apart. */
  private TableResult bring(OpenTable table, List<TableResult> read, StoredSnapshot files) {
    return read.stream()
        .filter(whole -> whole.name().equals(table.name()))
        .findFirst()
        .map(whole -> bring(whole, files.table(whole.name())))
        .orElseGet(() -> apply(table));
  }

  /**
   * Brings a table up to the changes that are read of it, unless the run has done so.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if they do not follow what it has
   */
  private TableResult apply(OpenTable table) {
    LakeRead wanted = wanted(table);
    LakeCatalog catalog = LakeCatalog.open(spark, wanted.name(), settings.warehouse());
    LakeCommit commit = export(catalog, wanted).apply(List.of(table.read().settings())).get(0);
    log(wanted, commit);
    StructType columns = catalog.columns(wanted.name(), commit.snapshotId());
    long scanned = table.source().itemCount();
    long written = commit.counts().applied();
    TableEntry entry =
        LakeEntries.ofChanges(table, scanned, written, columns, iceberg(table, wanted, commit));
    return new TableResult(table, entry, List.of(), table.recorded().having(columns));
  }

  /**
   * Brings a table to all items that were read of it, unless the run has done so.
   *
   * @param read its result so far; of its files the rejected items stay
   * @param items the rows of its other files
   * @throws dev.sluice.failure.ResourceUnavailableException if the table is at a later point in time
   */
  private TableResult bring(TableResult read, Dataset<Row> items) {
    OpenTable table = read.table();
    TableSource source = table.source();
    LakeRead wanted = wanted(table);
    LakeCatalog catalog = LakeCatalog.open(spark, wanted.name(), settings.warehouse());
    AllItems all = new AllItems(
        source.description().arn(),
        LakePlanning.tableId(source),
        LakeReads.once(table.read(), wanted, items),
        position(source),
        source.description().ttlAttribute());
    LakeCommit commit = export(catalog, wanted).bring(all, afresh);
    log(wanted, commit);
    StructType columns = catalog.columns(wanted.name(), commit.snapshotId());
    ChangeCounts counts = commit.counts();
    TableEntry entry = LakeEntries.ofItems(
        read.entry(),
        counts.inserted() + counts.modified(),
        columns,
        iceberg(table, wanted, commit));
    return new TableResult(table, entry, read.rejected(), read.schema().having(columns));
  }

  private LakeRead wanted(OpenTable table) {
    TableRead configured = reads.stream()
        .filter(read -> read.role() == table.read().role())
        .findFirst()
        .orElseThrow();
    return new LakeReads(settings).of(configured, table.name(), table.source().description());
  }

  private LakeExport export(LakeCatalog catalog, LakeRead wanted) {
    return new LakeExport(catalog, wanted, new RunCommit(plan.runId(), plan.planId()));
  }

  /** Every start of the run must come to the same position, and a scan has no time of its own that is recorded. */
  private LakePosition position(TableSource source) {
    return source
        .exportTime()
        .map(time -> new LakePosition(source.description().id(), time))
        .orElseGet(() -> new LakePosition(source.description().arn(), plan.firstStarted()));
  }

  private void log(LakeRead wanted, LakeCommit commit) {
    LOG.info(
        "Run {}: Iceberg table {} is at {}, snapshot {}, {} rows: {}",
        plan.runId(),
        wanted.name(),
        commit.position(),
        commit.snapshotId(),
        commit.rows(),
        commit.counts());
  }

  private Manifest.Iceberg iceberg(OpenTable table, LakeRead wanted, LakeCommit commit) {
    TableSource source = table.source();
    ChangeCounts counts = commit.counts();
    return new Manifest.Iceberg(
        wanted.name().catalog(),
        settings.warehouse(),
        wanted.name().namespace(),
        wanted.name().table(),
        commit.snapshotId(),
        settings.deleted().ttl() == Action.KEEP ? null : source.description().ttlAttribute(),
        source.changesFrom().orElse(null),
        commit.position().until(),
        counts.inserted(),
        counts.modified(),
        counts.removed(),
        counts.marked(),
        counts.kept(),
        commit.rows());
  }
}
