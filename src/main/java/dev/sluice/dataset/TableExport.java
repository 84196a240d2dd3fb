package dev.sluice.dataset;

import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.ChunkLog;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.source.Requests;
import dev.sluice.sql.SqlCondition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

/**
 * Reads one table, range by range, and writes their files under the run's own prefix. What counts is what the records say,
 * whoever wrote them: it goes on until they cover the table.
 */
final class TableExport {
  private static final Logger LOG = LoggerFactory.getLogger(TableExport.class);

  /** What tasks have to do after their job has failed, the kill of a task included. */
  private static final Duration TASK_CLEANUP_TIMEOUT = Duration.ofSeconds(10);

  /** Spark jobs that end well and record nothing, one after the other: something is wrong that no other job would mend. */
  private static final int MAX_IDLE_JOBS = 3;

  /** Fewer retried requests are no news, whatever their share. */
  private static final int MIN_RETRIES = 10;

  /** A larger share of a table's pages than this is worth a warning. */
  private static final double MAX_RETRIED_SHARE = 0.05;

  private final SparkSession spark;
  private final Root root;
  private final StoreAccess access;
  private final DatasetSettings settings;
  private final Lease lease;
  private final RunPlan plan;

  /** What a table has become: its entry in the manifest, its files, its schema. */
  record Result(
      OpenTable table, Manifest.TableEntry entry, List<Chunk.Written> files, TableSchema schema) {
    String name() {
      return table.name();
    }
  }

  TableExport(
      SparkSession spark,
      Root root,
      StoreAccess access,
      DatasetSettings settings,
      Lease lease,
      RunPlan plan) {
    this.spark = spark;
    this.root = root;
    this.access = access;
    this.settings = settings;
    this.lease = lease;
    this.plan = plan;
  }

  Result export(OpenTable table, Progress progress) {
    ChunkLog log = new ChunkLog(access, plan.runId(), plan.planId(), table.name());
    progress.begin(table.name(), "items", table.source().itemCount());
    SortedMap<Integer, List<Chunk>> chunks = log.read();
    mustBeSound(sum(chunks).files());
    Coverage coverage = Coverage.of(table.plan(), chunks);
    logStart(table, coverage);
    for (int idle = 0; !coverage.unfinished().isEmpty(); ) {
      lease.confirm();
      read(table, log, chunks, coverage.unfinished(), progress);
      int before = coverage.chunks();
      chunks = log.read();
      coverage = Coverage.of(table.plan(), chunks);
      idle = coverage.chunks() == before ? idle + 1 : 0;
      if (idle == MAX_IDLE_JOBS) {
        throw new IllegalStateException(
            "table " + table.name() + " is read, and ranges " + coverage.unfinished() + " are not");
      }
    }
    mustBeSame(table);
    TableSum sum = sum(chunks);
    progress.end(sum.scanned(), sum.consumedReadUnits());
    logEnd(table, sum);
    Manifest.TableEntry entry = entry(table, sum, log.lostReadUnits(), coverage);
    TableSchema schema = table.recorded().overflowing(sum.overflow()).with(entities(table, sum));
    TableNews.of(entry, table.name()).forEach(LOG::warn);
    return new Result(table, entry, sum.filled(), schema);
  }

  private void logStart(OpenTable table, Coverage coverage) {
    int ranges = coverage.ranges().size();
    int unfinished = coverage.unfinished().size();
    if (coverage.chunks() == 0) {
      LOG.info("Run {}, table {}: reads {} ranges", plan.runId(), table.name(), ranges);
    } else {
      LOG.info(
          "Run {}, table {}: resumes behind {} chunks; {} of {} ranges are still to be read",
          plan.runId(),
          table.name(),
          coverage.chunks(),
          unfinished,
          ranges);
    }
  }

  private void logEnd(OpenTable table, TableSum sum) {
    Requests requests = sum.requests();
    LOG.info(
        "Run {}, table {}: {} items scanned, {} written, {} read units, {} pages, {} requests retried, {} throttled",
        plan.runId(),
        table.name(),
        sum.scanned(),
        sum.written(),
        sum.consumedReadUnits(),
        requests.pages(),
        requests.repeated(),
        requests.throttled());
    if (isMany(requests.throttled(), requests)) {
      LOG.warn(
          "Run {}, table {}: {} requests for {} pages were throttled. Lower"
              + " sluice.source.capacity.max-read-units or percent, or give the table more capacity",
          plan.runId(),
          table.name(),
          requests.throttled(),
          requests.pages());
    } else if (isMany(requests.repeated(), requests)) {
      LOG.warn(
          "Run {}, table {}: {} requests for {} pages were retried. Check the network to DynamoDB",
          plan.runId(),
          table.name(),
          requests.repeated(),
          requests.pages());
    }
  }

  private static boolean isMany(long requests, Requests all) {
    return requests >= MIN_RETRIES && requests > all.pages() * MAX_RETRIED_SHARE;
  }

  private void mustBeSound(List<Chunk.Written> recorded) {
    SparkContext context = spark.sparkContext();
    context.setJobGroup(jobGroup(lease), "check what is there", false);
    try {
      FileCheck.mustBeSound(
          spark,
          root,
          plan.runId(),
          recorded.stream().map(Manifest.FileEntry::of).toList());
    } finally {
      context.clearJobGroup();
    }
  }

  private static TableSum sum(SortedMap<Integer, List<Chunk>> chunks) {
    return TableSum.of(chunks.values().stream().flatMap(Collection::stream).toList());
  }

  /** A table that was deleted and created anew while it was read: its records are of two tables. */
  private static void mustBeSame(OpenTable table) {
    if (!table.source().currentId().equals(table.plan().tableId())) {
      throw new ResourceUnavailableException(
          "table " + table.name() + " was deleted and created anew while it was read",
          "Start again under a new --run-id.");
    }
  }

  private void read(
      OpenTable table,
      ChunkLog log,
      SortedMap<Integer, List<Chunk>> chunks,
      List<Integer> unfinished,
      Progress progress) {
    SparkContext context = spark.sparkContext();
    ScanCounters counters = ScanCounters.register(context);
    ProgressListener listener = new ProgressListener(counters, sum(chunks), progress);
    Broadcast<SerializableConfiguration> conf = JavaSparkContext.fromSparkContext(context)
        .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    Map<Integer, Integer> next = new HashMap<>();
    chunks.forEach((range, known) -> next.put(range, known.size()));
    ExportTask task = new ExportTask(
        root,
        RunPaths.snapshot(plan.runId()),
        log,
        next,
        table.shape(),
        settings,
        conf,
        counters,
        table.plan().chunkUnits());
    context.addSparkListener(listener);
    context.setJobGroup(jobGroup(lease), "export " + table.name(), false);
    try {
      run(table, table.rowsFrom(positions(table, chunks)), task, new TreeSet<>(unfinished));
    } catch (Exception e) {
      listener.awaitEnd(TASK_CLEANUP_TIMEOUT);
      throw cause(e, ReadRows.condition(table.read()));
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

  /** Input partitions keep the numbers of their ranges, whichever are left out. */
  private void run(OpenTable table, Dataset<Row> rows, ExportTask task, Set<Integer> unfinished) {
    // so that the SQL page shows the scan and its figures, though the rows are taken past Spark's
    // own projection
    SQLExecution.withNewExecutionId(
        rows.queryExecution(), Option.apply("sluice export " + table.name()), () -> {
          var written = ScannedRows.of(rows)
              .toJavaRDD()
              .mapPartitionsWithIndex(task, false)
              .rdd();
          ClassTag<ExportTask.Done> tag = ClassTag.apply(ExportTask.Done.class);
          var wanted = PartitionPruningRDD.create(written, new Unfinished(unfinished));
          stopIfAny(new JavaRDD<>(wanted, tag).collect());
          return null;
        });
  }

  /** All tasks have recorded what they have read by now. */
  private static void stopIfAny(List<ExportTask.Done> tasks) {
    for (ExportTask.Done task : tasks) {
      ExportTask.Stop stopped = task.stopped();
      if (stopped != null) {
        throw new BudgetExhaustedException(stopped.message(), stopped.remedy());
      }
    }
  }

  /** Of a holder, not of a run: who takes over has jobs of the same run, perhaps in the same application. */
  static String jobGroup(Lease lease) {
    return "sluice " + lease.runId() + " " + lease.holder();
  }

  /** A task's own failure, if a user can do something about it, in place of Spark's around it. */
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

  private static Manifest.TableEntry entry(
      OpenTable table, TableSum sum, double lostReadUnits, Coverage coverage) {
    RunPlan.Table plan = table.plan();
    return new Manifest.TableEntry(
        plan.kind(),
        plan.index(),
        plan.arn(),
        plan.tableId(),
        table.read().role(),
        sum.scanned(),
        sum.scanned() - sum.expired() - sum.rejected() - sum.written(),
        sum.expired(),
        sum.rejected(),
        sum.written(),
        sum.consumedReadUnits() + lostReadUnits + plan.plannedFor(),
        sum.requests(),
        List.of(table.schema().fieldNames()),
        entityEntries(table, sum),
        days(table, sum),
        coverage);
  }

  /** Of the kinds that the sample saw, and of those that the scan met. */
  private static Map<String, TableSchema> entities(OpenTable table, TableSum sum) {
    Shape.Kinds kinds = table.shape().kinds();
    if (kinds == null) {
      return Map.of();
    }
    Map<String, TableSchema> all = new TreeMap<>(table.recorded().entities());
    sum.kinds()
        .forEach(kind ->
            all.computeIfAbsent(kind, k -> TableSchema.unseen(kinds.schema(k), kinds.folder(k))));
    return all;
  }

  private static Map<String, Manifest.EntityEntry> entityEntries(OpenTable table, TableSum sum) {
    Map<String, Manifest.EntityEntry> entries = new TreeMap<>();
    entities(table, sum).forEach((kind, schema) -> {
      String folder = "tables/" + schema.in(table.name(), kind) + "/";
      long written = sum.files().stream()
          .filter(file -> file.path().startsWith(folder))
          .mapToLong(Chunk.Written::rows)
          .sum();
      List<String> columns = List.of(schema.struct().fieldNames());
      entries.put(kind, new Manifest.EntityEntry(written, columns, schema.folder()));
    });
    return entries;
  }

  private static Manifest.@Nullable Days days(OpenTable table, TableSum sum) {
    String key = table.shape().dayKey();
    return key == null
        ? null
        : new Manifest.Days(
            key,
            DayFolders.rows(sum.files(), key + "=" + DayFolders.UNDATED),
            DayFolders.rows(sum.files(), key + "=" + DayFolders.OTHER));
  }
}
