package dev.sluice.derived;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.view.ViewFolder;
import dev.sluice.sql.SqlNames;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Writes a dataset's files: rows are sorted by all columns, then cut into files by row number. The same rows give the
 * same files, however Spark distributes them.
 */
final class DerivedFiles {
  /** The approximate number of rows that are measured in Parquet to choose the number of rows per file. */
  private static final long MEASURED = 20_000;

  private final ViewFolder folder;

  DerivedFiles(ViewFolder folder) {
    this.folder = folder;
  }

  /**
   * Writes all rows.
   *
   * @param path the folder's path in the snapshot
   * @param schema the schema of the files
   */
  List<FileEntry> write(String path, Dataset<Row> rows, StructType schema) {
    Dataset<Row> sorted = rows.sort(order(schema)).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      JavaPairRDD<Long, InternalRow> numbered = sorted
          .queryExecution()
          .toRdd()
          .toJavaRDD()
          .map(InternalRow::copy)
          .zipWithIndex()
          .mapToPair(Tuple2::swap);
      long count = sorted.count();
      int files = files(numbered, count, schema);
      List<String> names = IntStream.range(0, files)
          .mapToObj(i -> "%s/part-%05d".formatted(path, i))
          .toList();
      return folder.write(cut(numbered, files, count), schema, names);
    } finally {
      sorted.unpersist();
    }
  }

  /** Returns the number of files for the target size; one if there are no rows. */
  private int files(JavaPairRDD<Long, InternalRow> numbered, long count, StructType schema) {
    long step = Math.max(1, count / MEASURED);
    long measured = (count + step - 1) / step;
    JavaRDD<InternalRow> some = cut(numbered.filter(row -> row._1() % step == 0), 1, count);
    double bytes = (double) folder.measure(some, schema) / Math.max(1, measured) * count;
    return Math.toIntExact(Math.max(1, Math.round(bytes / folder.settings().targetFileBytes())));
  }

  private static JavaRDD<InternalRow> cut(
      JavaPairRDD<Long, InternalRow> numbered, int files, long count) {
    return numbered
        .repartitionAndSortWithinPartitions(new FileByNumber(files, count))
        .values();
  }

  private static Column[] order(StructType schema) {
    return Arrays.stream(schema.fields()).map(DerivedFiles::key).toArray(Column[]::new);
  }

  /** Returns a column to sort by. A map has no order and is sorted as text. */
  private static Column key(StructField field) {
    Column column = SqlNames.column(field.name());
    return RowOrdering.isOrderable(field.dataType()) ? column : to_json(struct(column));
  }

  /** Assigns rows, numbered from 0, to files in order. Files get equal numbers of rows, to within one row. */
  private static final class FileByNumber extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int files;
    private final long rows;

    FileByNumber(int files, long rows) {
      this.files = files;
      this.rows = rows;
    }

    @Override
    public int numPartitions() {
      return files;
    }

    @Override
    public int getPartition(Object number) {
      return (int) ((Long) number * files / rows);
    }
  }
}
