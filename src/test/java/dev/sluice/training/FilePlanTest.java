package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestSpark;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class FilePlanTest {
  private static final StructType SCHEMA =
      new StructType().add("channel", DataTypes.IntegerType).add("order", DataTypes.LongType);

  @Test
  void filesAreAsManyAsTheirBytesAskForAndEven() {
    Dataset<Row> items = items(10_000);
    FilePlan plan = plan(items, 10.0, 10_000, 2);

    assertThat(plan.files(Channel.TRAIN)).isEqualTo(8);
    assertThat(plan.files(Channel.VALIDATION)).isEqualTo(2);
    assertThat(plan.files(Channel.TEST)).isZero();
    assertThat(plan.names())
        .hasSize(10)
        .startsWith("training/train/part-00000")
        .endsWith("training/validation/part-00001");
    List<Long> sizes = sizes(items, plan);
    assertThat(sizes.subList(0, 8)).allSatisfy(n -> assertThat(n).isBetween(990L, 1_010L));
    assertThat(sizes.subList(8, 10)).allSatisfy(n -> assertThat(n).isBetween(990L, 1_010L));
  }

  @Test
  void thereAreAtLeastAsManyFilesAsAskedForEvenIfSomeAreEmpty() {
    Dataset<Row> items = items(10);
    FilePlan plan = plan(items, 1.0, 1 << 20, 5);

    assertThat(plan.size()).isEqualTo(10);
    List<Long> sizes = sizes(items, plan);
    assertThat(sizes.stream().mapToLong(n -> n).sum()).isEqualTo(10);
    assertThat(sizes.subList(0, 5)).allSatisfy(n -> assertThat(n).isBetween(1L, 2L));
    assertThat(sizes.subList(5, 10)).containsOnly(0L, 1L);
  }

  private static FilePlan plan(
      Dataset<Row> items, double bytesPerRow, long fileBytes, int minFiles) {
    return new FilePlan(
        FilePlan.Histogram.of(items),
        List.of(Channel.TRAIN, Channel.VALIDATION),
        bytesPerRow,
        fileBytes,
        minFiles);
  }

  /** Eight of ten train, two validate. */
  private static Dataset<Row> items(int count) {
    List<Row> rows = IntStream.range(0, count)
        .mapToObj(i -> RowFactory.create(i % 5 == 0 ? 1 : 0, SplitHash.order("item " + i)))
        .toList();
    return TestSpark.session().createDataFrame(rows, SCHEMA);
  }

  /** Rows of each partition, as Spark itself sends them there. */
  private static List<Long> sizes(Dataset<Row> items, FilePlan plan) {
    var key = functions
        .udf((UDF2<Integer, Long, Integer>) plan::key, DataTypes.IntegerType)
        .apply(functions.col("channel"), functions.col("order"));
    Long[] sizes = new Long[plan.size()];
    Arrays.fill(sizes, 0L);
    items
        .repartition(plan.size(), key)
        .groupBy(functions.spark_partition_id())
        .count()
        .collectAsList()
        .forEach(row -> sizes[row.getInt(0)] = row.getLong(1));
    return List.of(sizes);
  }
}
