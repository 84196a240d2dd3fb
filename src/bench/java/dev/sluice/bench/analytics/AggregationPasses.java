package dev.sluice.bench.analytics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Lets a contender aggregate the values of one shape: warmed up, then measured. */
final class AggregationPasses {
  private final SparkSession spark;
  private final Contender contender;
  private final Shape shape;
  private final AggregationTask task;
  private final LongAdder shuffled = new LongAdder();

  AggregationPasses(SparkSession spark, Contender contender, Shape shape, AggregationTask task) {
    this.spark = spark;
    this.contender = contender;
    this.shape = shape;
    this.task = task;
  }

  Aggregated run() {
    Dataset<Row> values = values().cache();
    values.count();
    SparkListener listener = shuffleListener();
    spark.sparkContext().addSparkListener(listener);
    Aggregated result = measure(() -> values
        .groupBy("model")
        .agg(contender.aggregate(values.schema(), task).as(Contender.RESULT)));
    spark.sparkContext().removeSparkListener(listener);
    values.unpersist(true);
    return result;
  }

  private Dataset<Row> values() {
    Shape of = shape;
    int decimals = task.decimals();
    UDF1<Long, Double> value = number -> of.value(number, decimals);
    return spark
        .range(0, task.values(), 1, task.cores())
        .select(
            concat(lit("model-"), col("id").mod(task.models())).as("model"),
            udf(value, DataTypes.DoubleType).apply(col("id")).as(Contender.VALUE));
  }

  /**
   * @param aggregation made anew for each pass: of one that ran before Spark takes what it has shuffled then
   */
  private Aggregated measure(Supplier<Dataset<Row>> aggregation) {
    for (int i = 0; i < task.warmUps(); i++) {
      aggregation.get().collectAsList();
    }
    System.gc();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    shuffled.reset();
    List<Double> cpu = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    List<Row> rows = List.of();
    for (int i = 0; i < task.passes(); i++) {
      double before = cpuSeconds();
      long start = System.nanoTime();
      rows = aggregation.get().collectAsList();
      wall.add((System.nanoTime() - start) / 1e9);
      cpu.add(cpuSeconds() - before);
    }
    long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return new Aggregated(
        contender.id(),
        shape,
        task.values(),
        cpu,
        wall,
        shuffled.sum() / task.passes(),
        peak,
        found(rows));
  }

  private List<List<Double>> found(List<Row> rows) {
    return rows.stream()
        .sorted(Comparator.comparingInt(
            row -> Integer.parseInt(row.<String>getAs("model").substring("model-".length()))))
        .map(contender::found)
        .filter(found -> !found.isEmpty())
        .toList();
  }

  private SparkListener shuffleListener() {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        shuffled.add(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
      }
    };
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }
}
