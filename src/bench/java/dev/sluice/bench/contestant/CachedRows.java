package dev.sluice.bench.contestant;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * No reading at all: as many rows as the table has, out of memory, in the form in which Spark hands them to its Parquet
 * writer. It holds as many different ones as the table has, so that dictionaries help it no more than the others.
 */
final class CachedRows implements Contestant {
  private static final int MAX_DIFFERENT = 150_000;
  /** Tasks share the process: the rows are not to be serialised to them. */
  private static volatile InternalRow[] held = new InternalRow[0];

  @Override
  public void prepare(Scene scene) {
    int different = (int) Math.min(MAX_DIFFERENT, items(scene));
    List<InternalRow> rows = new SluiceRead()
        .rows(scene)
        .drop("_overflow")
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(InternalRow::copy)
        .take(different);
    held = rows.toArray(InternalRow[]::new);
  }

  @Override
  public Dataset<Row> rows(Scene scene) {
    int tasks = scene.task().conditions().segments();
    long items = items(scene);
    JavaRDD<InternalRow> rows = JavaSparkContext.fromSparkContext(scene.spark().sparkContext())
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .flatMap(task -> cycle(items * task / tasks, items * (task + 1) / tasks));
    return scene.spark().internalCreateDataFrame(rows.rdd(), scene.columns(), false);
  }

  /** Which of them come is not what was served. */
  @Override
  public boolean isCheckable() {
    return false;
  }

  private static long items(Scene scene) {
    return scene.source().description().itemCount();
  }

  private static Iterator<InternalRow> cycle(long from, long to) {
    InternalRow[] rows = held;
    return new Iterator<>() {
      private long at = from;

      @Override
      public boolean hasNext() {
        return at < to;
      }

      @Override
      @SuppressWarnings("IteratorNextNoSuchElement") // Spark asks first; a check would be measured
      public InternalRow next() {
        return rows[(int) (at++ % rows.length)];
      }
    };
  }
}
