package dev.sluice.dataset.export;

import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.run.Checkpoint;
import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.snapshot.FileCheck;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.item.RequestStats;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports one table: runs Spark jobs, with a task for each range, until the checkpoint covers the table. Chunks count
 * no matter which holder recorded them.
 */
final class TableExport {
  private static final Logger LOG = LoggerFactory.getLogger(TableExport.class);

  /** The number of successive Spark jobs that may succeed without recording anything. Another one would not help. */
  private static final int MAX_IDLE_JOBS = 3;

  /** The number of retried requests up to which no warning is logged, whatever their share. */
  private static final int MIN_RETRIES = 10;

  /** The share of retried requests among a table's pages above which a warning is logged. */
  private static final double MAX_RETRIED_SHARE = 0.05;

  private final SparkSession spark;
  private final Root root;
  private final StoreAccess access;
  private final ParquetSettings settings;
  private final Lease lease;
  private final RunPlan plan;

  TableExport(
      SparkSession spark,
      Root root,
      StoreAccess access,
      ParquetSettings settings,
      Lease lease,
      RunPlan plan) {
    this.spark = spark;
    this.root = root;
    this.access = access;
    this.settings = settings;
    this.lease = lease;
    this.plan = plan;
  }

  /**
   * Exports a table.
   *
   * @throws BudgetExhaustedException at a budget or a deadline; recorded chunks remain
   * @throws ResourceUnavailableException if the table or the root cannot be used, or the lease is lost
   */
  TableResult export(OpenTable table, Progress progress) {
    Checkpoint checkpoint = new Checkpoint(access, plan.runId(), plan.planId(), table.name());
    ExportJob job = job(table, checkpoint, progress);
    progress.begin(table.name(), "items", table.source().itemCount());
    SortedMap<Integer, List<Chunk>> chunks = checkpoint.read();
    mustBeSound(TableSum.of(chunks).files());
    Coverage coverage = Coverage.of(table.plan(), chunks);
    logStart(table, coverage);
    for (int idle = 0; !coverage.unfinished().isEmpty(); ) {
      lease.confirm();
      job.run(chunks, coverage.unfinished());
      int before = coverage.chunks();
      chunks = checkpoint.read();
      coverage = Coverage.of(table.plan(), chunks);
      idle = coverage.chunks() == before ? idle + 1 : 0;
      if (idle == MAX_IDLE_JOBS) {
        throw new IllegalStateException(
            "table " + table.name() + " is read, and ranges " + coverage.unfinished() + " are not");
      }
    }
    mustBeSame(table);
    TableSum sum = TableSum.of(chunks);
    progress.end(sum.items().scanned(), sum.consumedReadUnits());
    logEnd(table, sum);
    TableResult result = TableResult.of(table, sum, checkpoint.lostReadUnits(), coverage);
    TableWarnings.ofItems(result.entry(), table.name()).forEach(LOG::warn);
    return result;
  }

  private ExportJob job(OpenTable table, Checkpoint checkpoint, Progress progress) {
    RunPlan.Table planned = table.plan();
    return new ExportJob(
        spark,
        lease,
        table,
        progress,
        conf -> new TableWrite(
            root,
            RunPaths.snapshot(plan.runId()),
            checkpoint,
            table.shape(),
            settings,
            conf,
            planned.kind(),
            planned.chunkUnits()));
  }

  private void logStart(OpenTable table, Coverage coverage) {
    int ranges = coverage.ranges().size();
    int unfinished = coverage.unfinished().size();
    if (coverage.chunks() == 0) {
      LOG.info("Run {}, table {}: reads {} ranges", plan.runId(), table.name(), ranges);
    } else {
      LOG.info(
          "Run {}, table {}: resumes after {} chunks; {} of {} ranges are still to be read",
          plan.runId(),
          table.name(),
          coverage.chunks(),
          unfinished,
          ranges);
    }
  }

  private void logEnd(OpenTable table, TableSum sum) {
    RequestStats requests = sum.requests();
    LOG.info(
        "Run {}, table {}: {} items scanned, {} written, {} read units, {} pages, {} requests retried, {} throttled",
        plan.runId(),
        table.name(),
        sum.items().scanned(),
        sum.items().written(),
        sum.consumedReadUnits(),
        requests.pages(),
        requests.retried(),
        requests.throttled());
    if (isMany(requests.throttled(), requests)) {
      LOG.warn(
          "Run {}, table {}: {} requests for {} pages were throttled. Lower"
              + " sluice.source.capacity.max-read-units or percent, or give the table more capacity",
          plan.runId(),
          table.name(),
          requests.throttled(),
          requests.pages());
    } else if (isMany(requests.retried(), requests)) {
      LOG.warn(
          "Run {}, table {}: {} requests for {} pages were retried. Check the network to DynamoDB",
          plan.runId(),
          table.name(),
          requests.retried(),
          requests.pages());
    }
  }

  private static boolean isMany(long requests, RequestStats all) {
    return requests >= MIN_RETRIES && requests > all.pages() * MAX_RETRIED_SHARE;
  }

  private void mustBeSound(List<FileEntry> recorded) {
    SparkContext context = spark.sparkContext();
    context.setJobGroup(ExportJob.group(lease), "check recorded files", false);
    try {
      FileCheck.mustBeSound(spark, root, plan.runId(), recorded);
    } finally {
      context.clearJobGroup();
    }
  }

  /**
   * Checks that the table was not deleted and created anew while it was read. Its chunks would then belong to two
   * tables.
   */
  private static void mustBeSame(OpenTable table) {
    if (!table.source().currentId().equals(table.plan().tableId())) {
      throw new ResourceUnavailableException(
          "table " + table.name() + " was deleted and created anew while it was read",
          "Start again under a new --run-id.");
    }
  }
}
