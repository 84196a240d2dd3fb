package dev.sluice.dataset.export;

import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.Lease;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.SluiceException;
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
import java.util.function.Function;
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
import scala.Option;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/** A Spark job that exports ranges of one table, with a task for each. */
final class ExportJob {
  /** The time for tasks to end after their job has failed, including the time to kill a task. */
  private static final Duration TASK_CLEANUP_TIMEOUT = Duration.ofSeconds(10);

  private final SparkSession spark;
  private final Lease lease;
  private final OpenTable table;
  private final Progress progress;
  private final Function<Broadcast<SerializableConfiguration>, TableWrite> write;

  /**
   * Takes what all jobs of a table have in common.
   *
   * @param write returns the destination, with the job's Hadoop configuration
   */
  ExportJob(
      SparkSession spark,
      Lease lease,
      OpenTable table,
      Progress progress,
      Function<Broadcast<SerializableConfiguration>, TableWrite> write) {
    this.spark = spark;
    this.lease = lease;
    this.table = table;
    this.progress = progress;
    this.write = write;
  }

  /**
   * Exports ranges from where their recorded chunks end.
   *
   * @param chunks range → chunks
   * @throws BudgetExhaustedException at a budget or a deadline; recorded chunks remain
   */
  void run(SortedMap<Integer, List<Chunk>> chunks, Collection<Integer> unfinished) {
    SparkContext context = spark.sparkContext();
    SparkProgress.Counters counters = SparkProgress.Counters.register(context);
    SparkProgress.OfScan listener =
        new SparkProgress.OfScan(group(lease), counters, TableSum.of(chunks), progress);
    Broadcast<SerializableConfiguration> conf = JavaSparkContext.fromSparkContext(context)
        .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    Map<Integer, Integer> next = new HashMap<>();
    chunks.forEach((range, known) -> next.put(range, known.size()));
    ExportTask task = new ExportTask(write.apply(conf), next, counters);
    context.addSparkListener(listener);
    context.setJobGroup(group(lease), "export " + table.name(), false);
    try {
      run(table.rowsFrom(positions(chunks)), task, new TreeSet<>(unfinished));
    } catch (Exception e) {
      listener.awaitEnd(TASK_CLEANUP_TIMEOUT);
      throw cause(e, table.read().condition());
    } finally {
      context.clearJobGroup();
      context.removeSparkListener(listener);
      conf.destroy();
    }
  }

  private List<String> positions(SortedMap<Integer, List<Chunk>> chunks) {
    return IntStream.range(0, table.plan().ranges())
        .mapToObj(range -> Coverage.position(chunks.getOrDefault(range, List.of())))
        .toList();
  }

  /** Runs a job over the unfinished ranges. Input partitions keep the numbers of their ranges. */
  private void run(Dataset<Row> rows, ExportTask task, Set<Integer> unfinished) {
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
  static String group(Lease lease) {
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
