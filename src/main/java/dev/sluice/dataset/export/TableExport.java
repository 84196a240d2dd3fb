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
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.item.RequestStats;
import dev.sluice.sql.SqlCondition;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/**
 * Exports one table: runs Spark jobs, with a task for each range, until the checkpoint covers the table. Chunks count
 * no matter which holder recorded them.
 */
final class TableExport {
  private static final Logger LOG = LoggerFactory.getLogger(TableExport.class);

  /** The time for tasks to end after their job has failed, including the time to kill a task. */
  private static final Duration TASK_CLEANUP_TIMEOUT = Duration.ofSeconds(10);

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
    progress.begin(table.name(), "items", table.source().itemCount());
    SortedMap<Integer, List<Chunk>> chunks = checkpoint.read();
    mustBeSound(sum(chunks).files());
    Coverage coverage = Coverage.of(table.plan(), chunks);
    logStart(table, coverage);
    for (int idle = 0; !coverage.unfinished().isEmpty(); ) {
      lease.confirm();
      read(table, checkpoint, chunks, coverage.unfinished(), progress);
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
    TableSum sum = sum(chunks);
    progress.end(sum.items().scanned(), sum.consumedReadUnits());
    logEnd(table, sum);
    TableResult result = TableResult.of(table, sum, checkpoint.lostReadUnits(), coverage);
    TableWarnings.ofItems(result.entry(), table.name()).forEach(LOG::warn);
    return result;
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
    context.setJobGroup(jobGroup(lease), "check recorded files", false);
    try {
      FileCheck.mustBeSound(spark, root, plan.runId(), recorded);
    } finally {
      context.clearJobGroup();
    }
  }

  private static TableSum sum(SortedMap<Integer, List<Chunk>> chunks) {
    return TableSum.of(chunks.values().stream().flatMap(Collection::stream).toList());
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

  private void read(
      OpenTable table,
      Checkpoint checkpoint,
      SortedMap<Integer, List<Chunk>> chunks,
      List<Integer> unfinished,
      Progress progress) {
    SparkContext context = spark.sparkContext();
    SparkProgress.Counters counters = SparkProgress.Counters.register(context);
    SparkProgress.OfScan listener =
        new SparkProgress.OfScan(jobGroup(lease), counters, sum(chunks), progress);
    Broadcast<SerializableConfiguration> conf = JavaSparkContext.fromSparkContext(context)
        .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    Map<Integer, Integer> next = new HashMap<>();
    chunks.forEach((range, known) -> next.put(range, known.size()));
    TableWrite write = new TableWrite(
        root,
        RunPaths.snapshot(plan.runId()),
        checkpoint,
        table.shape(),
        settings,
        conf,
        table.plan().kind(),
        table.plan().chunkUnits());
    ExportTask task = new ExportTask(write, next, counters);
    context.addSparkListener(listener);
    context.setJobGroup(jobGroup(lease), "export " + table.name(), false);
    try {
      run(table, table.rowsFrom(positions(table, chunks)), task, new TreeSet<>(unfinished));
    } catch (Exception e) {
      listener.awaitEnd(TASK_CLEANUP_TIMEOUT);
      throw cause(e, table.read().condition());
    } finally {
      context.clearJobGroup();
      context.removeSparkListener(listener);
      conf.destroy();
    }
  }

  private static List<String> positions(OpenTable table, SortedMap<Integer, List<Chunk>> chunks) {
    return IntStream.range(0, table.plan().ranges())
        .mapToObj(range -> Coverage.position(chunks.getOrDefault(range, List.of())))
        .toList();
  }

  /** Runs a job over the unfinished ranges. Input partitions keep the numbers of their ranges. */
  private void run(OpenTable table, Dataset<Row> rows, ExportTask task, Set<Integer> unfinished) {
    // makes the SQL page show the scan and its metrics, although the rows bypass Spark's own
    // projection
    SQLExecution.withNewExecutionId(
        rows.queryExecution(), Option.apply("sluice export " + table.name()), () -> {
          var written = ScannedRows.of(rows)
              .toJavaRDD()
              .mapPartitionsWithIndex(task, false)
              .rdd();
          ClassTag<ExportAttempt.Done> tag = ClassTag.apply(ExportAttempt.Done.class);
          var wanted = PartitionPruningRDD.create(written, new Unfinished(unfinished));
          stopIfAny(new JavaRDD<>(wanted, tag).collect());
          return null;
        });
  }

  /** Throws if a task was stopped. By now all tasks have recorded what they have read. */
  private static void stopIfAny(List<ExportAttempt.Done> tasks) {
    for (ExportAttempt.Done task : tasks) {
      ExportAttempt.Stop stopped = task.stopped();
      if (stopped != null) {
        throw new BudgetExhaustedException(stopped.message(), stopped.remedy());
      }
    }
  }

  /** Returns the job group of a lease holder. Another holder of the run may have jobs in the same application. */
  static String jobGroup(Lease lease) {
    return "sluice " + lease.runId() + " " + lease.holder();
  }

  /** Returns a task's own failure instead of Spark's exception around it, if a user can act on it. */
  private static RuntimeException cause(Exception failure, @Nullable SqlCondition condition) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SluiceException known) {
        return known;
      }
    }
    Optional<DataGateException> gate =
        condition == null ? Optional.empty() : condition.failure(failure);
    if (gate.isPresent()) {
      return gate.get();
    }
    if (failure instanceof RuntimeException runtime) {
      return runtime;
    }
    return new IllegalStateException("the Spark job failed: " + failure.getMessage(), failure);
  }

  /** Selects the input partitions for Spark: the ranges that still have to be read. */
  private static final class Unfinished extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1;
    private final Set<Integer> ranges;

    Unfinished(Set<Integer> ranges) {
      this.ranges = Set.copyOf(ranges);
    }

    @Override
    public Object apply(Object number) {
      return ranges.contains((Integer) number);
    }
  }
}
