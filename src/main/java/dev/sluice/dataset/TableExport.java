package dev.sluice.dataset;

import dev.sluice.failure.GateFailed;
import dev.sluice.failure.SluiceException;
import dev.sluice.schema.Discovered;
import dev.sluice.source.ReadWay;
import dev.sluice.source.TableSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads one table and writes its files under the run's own prefix. */
final class TableExport {
  private final SparkSession spark;
  private final Root root;
  private final DatasetSettings settings;
  private final String runId;
  private final Instant firstStarted;

  /** What a table has become: its entry in the manifest, its files, its schema. */
  record Result(
      String name,
      Manifest.TableEntry entry,
      List<Piece.Written> files,
      Map<String, Map<String, Long>> overflow,
      TableSource source,
      Dataset<Row> rows) {}

  TableExport(
      SparkSession spark, Root root, DatasetSettings settings, String runId, Instant firstStarted) {
    this.spark = spark;
    this.root = root;
    this.settings = settings;
    this.runId = runId;
    this.firstStarted = firstStarted;
  }

  Result export(TableRead read, TableSource source, Progress progress) {
    String name = source.description().name();
    Dataset<Row> rows = read.rows(spark, source, firstStarted);
    progress.begin(name, source.itemCount());
    Piece piece = run(name, rows, progress);
    progress.end(piece.scanned(), piece.consumedReadUnits());
    Manifest.TableEntry entry = entry(read, source, rows, piece);
    check(name, read, entry);
    return new Result(name, entry, piece.files(), piece.overflow().counts(), source, rows);
  }

  private Piece run(String name, Dataset<Row> rows, Progress progress) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ScanCounters counters = ScanCounters.register(spark.sparkContext());
    ProgressListener listener = new ProgressListener(counters, progress);
    var conf =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    PieceWriter writer =
        new PieceWriter(root, Root.snapshot(runId), name, rows.schema(), settings, conf, counters);
    spark.sparkContext().addSparkListener(listener);
    context.setJobGroup("sluice " + runId, "export " + name, false);
    try {
      return ScannedRows.of(rows)
          .toJavaRDD()
          .mapPartitionsWithIndex(writer, false)
          .collect()
          .stream()
          .reduce(Piece.none(), Piece::plus);
    } catch (Exception e) {
      throw cause(e);
    } finally {
      context.clearJobGroup();
      spark.sparkContext().removeSparkListener(listener);
      conf.destroy();
    }
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

  private Manifest.TableEntry entry(
      TableRead read, TableSource source, Dataset<Row> rows, Piece piece) {
    double sample = source.discovered().map(Discovered::consumedReadUnits).orElse(0.0);
    ReadWay way = ReadWay.of(rows);
    return new Manifest.TableEntry(
        way.kind(),
        way.index(),
        source.description().id(),
        read.role(),
        piece.scanned(),
        piece.scanned() - piece.expired() - piece.rejected() - piece.written(),
        piece.expired(),
        piece.rejected(),
        piece.written(),
        piece.consumedReadUnits() + sample + way.plannedFor(),
        List.of(rows.columns()));
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
