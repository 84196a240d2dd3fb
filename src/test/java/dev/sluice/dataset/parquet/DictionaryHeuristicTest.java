package dev.sluice.dataset.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class DictionaryHeuristicTest {
  private static final StructType SCHEMA = new StructType()
      .add("id", "string")
      .add("model", "string")
      .add("losses", "array<struct<epoch:bigint,loss:double>>")
      .add("weights", "map<string,double>")
      .add("a.b", "string")
      .add("none", "array<double>");

  @Test
  void distinctValuesAreFoundAtEveryLevel() {
    assertThat(DictionaryHeuristic.columns(rows(2_000), SCHEMA))
        .containsExactly("id", "losses.list.element.loss", "weights.key_value.value");
  }

  @Test
  void fewValuesShowNothing() {
    assertThat(DictionaryHeuristic.columns(rows(8), SCHEMA)).isEmpty();
    assertThat(DictionaryHeuristic.columns(List.of(), SCHEMA)).isEmpty();
  }

  /** Elements that all differ in one array are not many if they come again in each. */
  @Test
  void theSameElementsInEveryRowKeepTheirDictionary() {
    StructType schema = new StructType().add("axis", "array<double>");
    Object[] axis = IntStream.range(0, 30_000).mapToObj(i -> i / 7.0).toArray();
    InternalRow row = new GenericInternalRow(new Object[] {new GenericArrayData(axis)});
    assertThat(DictionaryHeuristic.columns(Collections.nCopies(20, row), schema))
        .isEmpty();
    assertThat(DictionaryHeuristic.columns(List.of(row), schema)).isEmpty();
  }

  /** Parquet gives the dictionary up by itself, so only the time differs. */
  @Tag("thorough")
  @Test
  void filesWithoutTheseDictionariesAreNoLarger() throws IOException {
    List<InternalRow> rows = rows(30_000);
    long without = bytes(rows, DictionaryHeuristic.columns(rows.subList(0, 2_000), SCHEMA));
    assertThat(without).isPositive().isLessThanOrEqualTo(bytes(rows, List.of()));
  }

  private static long bytes(List<InternalRow> rows, List<String> plain) throws IOException {
    Configuration conf = new Configuration();
    DigestedFile file = DigestedFile.nowhere(conf);
    RowParquet writer =
        RowParquet.open(file, SCHEMA, plain, new ParquetSettings(128 << 20, "snappy"), conf);
    for (InternalRow row : rows) {
      writer.write(row);
    }
    writer.close();
    return file.written("measured", rows.size()).bytes();
  }

  private static List<InternalRow> rows(int count) {
    return IntStream.range(0, count).mapToObj(DictionaryHeuristicTest::row).toList();
  }

  private static InternalRow row(int number) {
    double chance = Math.sin(number) * 1e9;
    return new GenericInternalRow(new Object[] {
      UTF8String.fromString("request number " + chance),
      UTF8String.fromString("model " + number % 5),
      new GenericArrayData(IntStream.range(0, 4)
          .mapToObj(i -> new GenericInternalRow(new Object[] {(long) i, chance + i / 7.0}))
          .toArray()),
      new ArrayBasedMapData(
          new GenericArrayData(new Object[] {UTF8String.fromString("w" + number % 3)}),
          new GenericArrayData(new Object[] {chance / 3})),
      UTF8String.fromString("dotted " + chance),
      null
    });
  }
}
