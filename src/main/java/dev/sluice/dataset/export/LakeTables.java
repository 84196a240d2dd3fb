package dev.sluice.dataset.export;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.AllItems;
import dev.sluice.dataset.lake.ChangeCounts;
import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeCatchUp;
import dev.sluice.dataset.lake.LakeCommit;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.dataset.lake.LakeExport;
import dev.sluice.dataset.lake.LakeNight;
import dev.sluice.dataset.lake.LakePosition;
import dev.sluice.dataset.lake.LakeRead;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.lake.LakeStream;
import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Manifest.TableEntry;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.snapshot.StoredSnapshot;
import dev.sluice.dataset.store.Documents;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the Iceberg tables of a run up to their DynamoDB tables. A table that is read as a whole lies in files first, which
 * no manifest lists: so its read is resumed, its items are counted before anything is committed, and they may be compared
 * with the table's rows as often as others commit meanwhile.
 *
 * @param reads as they are configured
 * @param afresh whether tables that are read as a whole are loaded afresh
 * @param exports makes exports of changes
 * @param store has the run's files
 */
record LakeTables(
    SparkSession spark,
    LakeSettings settings,
    boolean afresh,
    RunPlan plan,
    List<TableRead> reads,
    ChangeExports exports,
    Documents store) {
  private static final Logger LOG = LoggerFactory.getLogger(LakeTables.class);

  /** Returns whether a table is read as a whole, into files. Of others the changes are read. */
  static boolean isWhole(OpenTable table) {
    return !LakePlanning.hasChanges(table.read(), table.source());
  }

  /**
   * Brings all tables up to what is read of them, unless the run has done so.
   *
   * @param results those of tables that were read as a whole; become those of all tables
   * @param files has the items of tables that were read as a whole
   * @return the number of tables
   */
  int bring(OpenedTables opened, List<TableResult> results, StoredSnapshot files) {
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
    LakeNight night = night(table, catalog, wanted);
    log(wanted, night);
    StructType columns = catalog.columns(wanted.name(), night.last().snapshotId());
    ChangeCounts counts = night.counts();
    // of several records of an item in a Stream, one counts
    long scanned = table.source().changesFrom().isPresent()
        ? table.source().itemCount()
        : counts.changes() + night.rejected();
    TableEntry entry = LakeEntries.ofChanges(
        table,
        scanned,
        counts.applied(),
        night.rejected(),
        columns,
        iceberg(table, wanted, night, night.from()));
    return new TableResult(
        table, entry, rejected(table).of(night.commits()), table.recorded().having(columns));
  }

  /** Applies the changes, wherever they are found. */
  private LakeNight night(OpenTable table, LakeCatalog catalog, LakeRead wanted) {
    ReadSettings settings = table.read().settings();
    TableDescription described = table.source().description();
    return switch (settings.kind()) {
      case PITR ->
        new LakeCatchUp(catalog, wanted, commits(), rejected(table))
            .to(until(table), settings, described, exports);
      case STREAM ->
        new LakeStream(catalog, wanted, commits(), rejected(table)).follow(settings, described);
      default ->
        new LakeNight(
            export(table, catalog, wanted).apply(List.of(settings)),
            table.source().changesFrom().orElseThrow(IllegalStateException::new));
    };
  }

  /** Plans of earlier releases have one time for their only table. */
  private Instant until(OpenTable table) {
    return Objects.requireNonNullElse(table.plan().until(), plan.scanStartedAt());
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
        position(table),
        source.description().ttlAttribute());
    LakeCommit commit = export(table, catalog, wanted).bring(all, afresh);
    LakeNight night = isStreamed(table)
        ? new LakeStream(
                catalog, wanted, commits(), rejected(table, read.entry().rejected()))
            .follow(table.read().settings(), source.description())
        : new LakeNight(List.of(commit), commit.position().until());
    log(wanted, night);
    StructType columns = catalog.columns(wanted.name(), night.last().snapshotId());
    ChangeCounts counts = commit.counts();
    TableEntry entry = LakeEntries.ofItems(
        read.entry(),
        counts.inserted() + counts.modified(),
        night.countsAfter(commit),
        night.rejected(),
        columns,
        iceberg(table, wanted, night, source.changesFrom().orElse(null)));
    List<FileEntry> rejected = new ArrayList<>(read.rejected());
    rejected.addAll(rejected(table).of(night.commits()));
    return new TableResult(table, entry, rejected, read.schema().having(columns));
  }

  /** Returns whether a table is kept by its Stream, which begins where the scan that loads it begins. */
  private boolean isStreamed(OpenTable table) {
    return settings.isStreamed()
        && (table.read().role() == Role.SOURCE || table.plan().copied());
  }

  private LakeRead wanted(OpenTable table) {
    TableRead configured = reads.stream()
        .filter(read -> read.role() == table.read().role())
        .findFirst()
        .orElseThrow();
    return new LakeReads(settings).of(configured, table.name(), table.source().description());
  }

  private LakeExport export(OpenTable table, LakeCatalog catalog, LakeRead wanted) {
    return new LakeExport(catalog, wanted, commits(), rejected(table));
  }

  private RejectedFiles rejected(OpenTable table) {
    return rejected(table, 0);
  }

  /** @param items the number of items that could not be read */
  private RejectedFiles rejected(OpenTable table, long items) {
    return new RejectedFiles(
        store, plan.runId(), table.name(), items, table.read().maxRejects());
  }

  private RunCommit commits() {
    return new RunCommit(plan.runId(), plan.planId());
  }

  /** Every start of the run must come to the same position, and a scan has no time of its own that is recorded. */
  private LakePosition position(OpenTable table) {
    TableDescription described = table.source().description();
    if (isStreamed(table)) {
      return LakeStream.scanned(table.read().settings(), plan.scanStartedAt());
    }
    return table
        .source()
        .exportTime()
        .map(time -> new LakePosition.OfExport(described.id(), time))
        .orElseGet(() -> new LakePosition.OfExport(described.arn(), plan.firstStarted()));
  }

  private void log(LakeRead wanted, LakeNight night) {
    LOG.info(
        "Run {}: Iceberg table {} is at {}, snapshot {}, {} rows: {}",
        plan.runId(),
        wanted.name(),
        night.last().position(),
        night.last().snapshotId(),
        night.last().rows(),
        night.counts());
  }

  private Manifest.Iceberg iceberg(
      OpenTable table, LakeRead wanted, LakeNight night, @Nullable Instant from) {
    ChangeCounts counts = night.counts();
    LakeCommit last = night.last();
    return new Manifest.Iceberg(
        wanted.name().catalog(),
        settings.warehouse(),
        wanted.name().namespace(),
        wanted.name().table(),
        last.snapshotId(),
        settings.deleted().ttl() == Action.KEEP
            ? null
            : table.source().description().ttlAttribute(),
        from,
        last.position().until(),
        counts.inserted(),
        counts.modified(),
        counts.removed(),
        counts.marked(),
        counts.kept(),
        last.rows(),
        LakeCatalog.open(spark, wanted.name(), settings.warehouse())
            .changedBy(wanted.name(), night.commits())
            .map(DaySpans::texts)
            .orElse(null));
  }
}
