package dev.sluice.dataset;

import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.GateFailed;
import dev.sluice.failure.SluiceException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.util.SerializableConfiguration;
import scala.Option;
import scala.reflect.ClassTag;

/**
 * Reads one table, piece by piece, and writes their files under the run's own prefix; pieces that an earlier start of the
 * run has finished are not read again.
 */
final class TableExport {
  /** What tasks have to do after their job has failed, the kill of a task included. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final SparkSession spark;
  private final Root root;
  private final StoreAccess access;
  private final DatasetSettings settings;
  private final String runId;

  /** What a table has become: its entry in the manifest, its files, its schema. */
  record Result(
      String name, Manifest.TableEntry entry, List<Piece.Written> files, TableSchema schema) {}

  TableExport(
      SparkSession spark, Root root, StoreAccess access, DatasetSettings settings, String runId) {
    this.spark = spark;
    this.root = root;
    this.access = access;
    this.settings = settings;
    this.runId = runId;
  }

  Result export(OpenTable table, SnapshotFiles files, Progress progress) {
    PieceLog log = new PieceLog(access, runId, table.name());
    progress.begin(table.name(), "items", table.source().itemCount());
    Map<Integer, Piece> pieces = whole(log, files);
    if (pieces.size() < table.plan().pieces()) {
      pieces.putAll(readOthers(table, log, pieces, progress));
    }
    Piece sum = Piece.sum(pieces.values());
    progress.end(sum.scanned(), sum.consumedReadUnits());
    Manifest.TableEntry entry = entry(table, sum, log.lostReadUnits());
    check(table.name(), table.read(), entry);
    TableSchema schema =
        table.plan().schema().overflowing(sum.overflow()).with(entities(table, sum));
    return new Result(table.name(), entry, sum.files(), schema);
  }

  /** Finished pieces whose files are all there; the others are read again. */
  private static Map<Integer, Piece> whole(PieceLog log, SnapshotFiles files) {
    Map<Integer, Piece> pieces = log.finished();
    if (pieces.isEmpty()) {
      return pieces;
    }
    Map<String, Long> wanted = new HashMap<>();
    pieces.values().forEach(p -> p.files().forEach(f -> wanted.put(f.path(), f.bytes())));
    SnapshotFiles.Differences differences = files.compare(wanted);
    Map<Integer, Piece> whole = new TreeMap<>();
    pieces.forEach((number, piece) -> {
      if (piece.files().stream().map(Piece.Written::path).allMatch(differences::sound)) {
        whole.put(number, piece);
      } else {
        log.forget(number);
      }
    });
    return whole;
  }

  private Map<Integer, Piece> readOthers(
      OpenTable table, PieceLog log, Map<Integer, Piece> finished, Progress progress) {
    SparkContext context = spark.sparkContext();
    ScanCounters counters = ScanCounters.register(context);
    ProgressListener listener =
        new ProgressListener(counters, Piece.sum(finished.values()), progress);
    Broadcast<SerializableConfiguration> conf = JavaSparkContext.fromSparkContext(context)
        .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    PieceWriter writer =
        new PieceWriter(root, Root.snapshot(runId), log, table.shape(), settings, conf, counters);
    context.addSparkListener(listener);
    context.setJobGroup(jobGroup(runId), "export " + table.name(), false);
    try {
      // so that the SQL page shows the scan and its figures, though the rows are taken past Spark's
      // own projection
      return SQLExecution.withNewExecutionId(
          table.rows().queryExecution(),
          Option.apply("sluice export " + table.name()),
          () -> run(
              table.scanned().toJavaRDD().mapPartitionsWithIndex(writer, false).rdd(), finished));
    } catch (Exception e) {
      listener.awaitEnd(LAST_WORDS);
      throw cause(e);
    } finally {
      context.clearJobGroup();
      context.removeSparkListener(listener);
      conf.destroy();
    }
  }

  /** Input partitions keep the numbers of their pieces, whichever are left out. */
  private static Map<Integer, Piece> run(
      RDD<PieceWriter.Done> pieces, Map<Integer, Piece> finished) {
    ClassTag<PieceWriter.Done> tag = ClassTag.apply(PieceWriter.Done.class);
    var others = PartitionPruningRDD.create(pieces, new Unfinished(finished.keySet()));
    return new JavaRDD<>(others, tag)
        .collect().stream()
            .collect(Collectors.toMap(PieceWriter.Done::number, PieceWriter.Done::piece));
  }

  static String jobGroup(String runId) {
    return "sluice " + runId;
  }

  /** A task's own failure, if a user can do something about it, in place of Spark's around it. */
  private static RuntimeException cause(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SluiceException known) {
        return known;
      }
    }
    if (failure instanceof RuntimeException runtime) {
      return runtime;
    }
    return new IllegalStateException("the Spark job failed: " + failure.getMessage(), failure);
  }

  private static Manifest.TableEntry entry(OpenTable table, Piece sum, double lostReadUnits) {
    return new Manifest.TableEntry(
        table.plan().kind(),
        table.plan().index(),
        table.plan().tableId(),
        table.read().role(),
        sum.scanned(),
        sum.scanned() - sum.expired() - sum.rejected() - sum.written(),
        sum.expired(),
        sum.rejected(),
        sum.written(),
        sum.consumedReadUnits() + lostReadUnits + table.plan().plannedFor(),
        sum.requests(),
        List.of(table.schema().fieldNames()),
        entityEntries(table, sum));
  }

  /** Of the kinds that the sample saw, and of those that the scan met. */
  private static Map<String, TableSchema> entities(OpenTable table, Piece sum) {
    Shape.Kinds kinds = table.shape().kinds();
    if (kinds == null) {
      return Map.of();
    }
    Map<String, TableSchema> all = new TreeMap<>(table.plan().schema().entities());
    Entities.counts(sum.files())
        .keySet()
        .forEach(kind -> all.computeIfAbsent(kind, k -> TableSchema.unseen(kinds.schema(k))));
    return all;
  }

  private static Map<String, Manifest.EntityEntry> entityEntries(OpenTable table, Piece sum) {
    Map<String, Manifest.EntityEntry> entries = new TreeMap<>();
    Map<String, Long> counts = Entities.counts(sum.files());
    entities(table, sum)
        .forEach((kind, schema) -> entries.put(
            kind,
            new Manifest.EntityEntry(
                counts.getOrDefault(kind, 0L), List.of(schema.struct().fieldNames()))));
    return entries;
  }

  private static void check(String name, TableRead read, Manifest.TableEntry entry) {
    boolean filteredByNothing = read.filter() == null && entry.filtered() != 0;
    if (filteredByNothing || !entry.reconciles()) {
      throw new GateFailed(
          "table " + name + ": the counts do not add up: " + entry,
          "Start again under a new run id; if it stays, report it with this line.");
    }
    if (entry.rejected() > read.maxRejects()) {
      throw new GateFailed(
          "table " + name + ": " + entry.rejected() + " items could not be read, "
              + read.maxRejects() + " are allowed",
          "See them under rejected/" + name
              + " in the run's folder; raise sluice.source.max-rejects to let them pass.");
    }
  }
}
