package dev.sluice.dataset.days;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.dataset.days.StoredDays.Day;
import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.dataset.parquet.FileRows;
import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.parquet.PartitionFiles;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores rows by day under {@code figures/}, and reads them again. */
public final class DayStore {
  /** The number of runs whose files a run refers to at most. */
  public static final int MAX_RUNS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(DayStore.class);

  /** Days in one file. */
  private static final int DAYS_IN_FILE = 60;

  private static final int MANY_DAYS = 400;

  /** The column of the name of the figures that have computed a row. */
  private static final String COMPUTED_BY = "computedBy";

  private final SparkSession spark;
  private final Root root;
  private final Store store;
  private final DayDocuments documents;
  private final ParquetSettings settings;
  private final DayColumns columns;

  /** Creates a store under a root. */
  public DayStore(
      SparkSession spark, Root root, Store store, ParquetSettings settings, DayColumns columns) {
    this.spark = spark;
    this.root = root;
    this.store = store;
    this.documents = new DayDocuments(store);
    this.settings = settings;
    this.columns = columns;
  }

  /** Returns the days of some figures; empty if they have none. */
  public Optional<StoredDays> find(String figures) {
    return documents.find(figures);
  }

  /** Stores the days of some figures, unless there are some already. Returns the stored ones. */
  public StoredDays store(String figures, StoredDays days) {
    return documents.store(figures, days);
  }

  /**
   * Writes rows.
   *
   * @param figures the name of the figures that have computed them
   * @param kind the name of the Dataset
   * @param days the days that they may be of
   */
  public List<FileEntry> write(String figures, String kind, Dataset<Row> rows, DaySpans days) {
    int files = 1 + (days.isBounded() ? days.days().size() : MANY_DAYS) / DAYS_IN_FILE;
    Dataset<Row> laid = rows.withColumn(COMPUTED_BY, lit(figures))
        .repartition(files, columns.ofDay())
        .sortWithinPartitions(columns.ofDay());
    List<String> names = IntStream.range(0, files)
        .mapToObj(file -> "%s-%05d".formatted(kind, file))
        .toList();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var conf =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    try {
      PartitionFiles writer = new PartitionFiles(
          PartitionFiles.in(root, DayDocuments.folder(figures), names),
          laid.schema(),
          settings,
          conf);
      List<FileEntry> written = laid.queryExecution()
          .toRdd()
          .toJavaRDD()
          .mapPartitionsWithIndex(writer, false)
          .collect();
      written.forEach(file -> store.sync(DayDocuments.folder(figures) + file.path()));
      return written;
    } finally {
      conf.destroy();
    }
  }

  /** Returns the days of rows of a kind that were just written, all of whose items they stand for. */
  public List<Day> daysOf(String figures, List<FileEntry> files, String kind, StructType schema) {
    return files.isEmpty()
        ? List.of()
        : columns.counts(rows(Map.of(figures, files), kind, schema), figures);
  }

  /** Returns the days of rows that are not stored. */
  public List<Day> daysOf(Dataset<Row> rows) {
    return columns.counts(rows, null);
  }

  /**
   * Returns the rows of a kind.
   *
   * @param days the days; the files may have rows of others
   * @param files name of figures → the files that they have written
   * @param schema the columns of the kind
   */
  public Dataset<Row> read(
      List<Day> days, Map<String, List<FileEntry>> files, String kind, StructType schema) {
    return rows(files, kind, schema).filter(wanted(days)).drop(COMPUTED_BY);
  }

  private Dataset<Row> rows(Map<String, List<FileEntry>> files, String kind, StructType schema) {
    Configuration conf = spark.sessionState().newHadoopConf();
    String[] paths = files.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream()
            .filter(file -> file.path().startsWith(kind + "-") && file.rows() > 0)
            .map(file -> path(entry.getKey(), file, conf).toString()))
        .toArray(String[]::new);
    StructType all = schema.add(COMPUTED_BY, DataTypes.StringType).asNullable();
    return FileRows.of(spark, all, paths);
  }

  private Column wanted(List<Day> days) {
    return StoredDays.names(days).stream()
        .map(figures ->
            col(COMPUTED_BY).equalTo(figures).and(spans(days, figures).has(columns.ofDay())))
        .reduce(lit(false), Column::or);
  }

  private static DaySpans spans(List<Day> days, String figures) {
    List<Day> those = days.stream().filter(day -> figures.equals(day.states())).toList();
    List<LocalDate> dates =
        those.stream().map(Day::day).filter(Objects::nonNull).toList();
    return DaySpans.of(dates, dates.size() < those.size());
  }

  /** Returns whether all files with rows of these days are as they were stored. */
  public boolean isWhole(StoredDays days) {
    Configuration conf = spark.sessionState().newHadoopConf();
    for (Map.Entry<String, List<FileEntry>> entry : days.files().entrySet()) {
      for (FileEntry file : entry.getValue()) {
        Path path = path(entry.getKey(), file, conf);
        if (bytes(path, conf) != file.bytes()) {
          LOG.warn("Days that an earlier run has stored are not used: {} is not as it was", path);
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the size of a file; −1 if it cannot be told. */
  private static long bytes(Path path, Configuration conf) {
    try {
      return path.getFileSystem(conf).getFileStatus(path).getLen();
    } catch (IOException e) {
      LOG.debug("{} cannot be read", path, e);
      return -1;
    }
  }

  private Path path(String figures, FileEntry file, Configuration conf) {
    return root.hadoopPath(DayDocuments.folder(figures) + file.path(), conf);
  }
}
