package dev.sluice.dataset.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The second of two files, of one column of each distribution, against the same file with all of Parquet's dictionaries:
 * that is, byte for byte, what Spark's writer makes ({@link RowParquetTest}).
 */
final class DictionarySizesTest {
  private static final int ROWS = 50_000;
  private static final double MAX_GROWTH = 0.01;

  /** Numbers of values for rows in the order in which they are written. */
  private record Distribution(String name, IntUnaryOperator value) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Distribution drawn(int different) {
    Random random = new Random(different);
    return new Distribution("drawn of " + different, row -> random.nextInt(different));
  }

  private static Distribution zipf(int most) {
    Random random = new Random(7);
    return new Distribution("Zipf to " + most, row -> (int) Math.pow(most, random.nextDouble()));
  }

  static Stream<Distribution> distributions() {
    Random random = new Random(1);
    return Stream.of(
        new Distribution("unique", row -> row),
        new Distribution("each twice, far apart", row -> row % (ROWS / 2)),
        new Distribution("each twice, one after the other", row -> row / 2),
        new Distribution("each ten times, far apart", row -> row % (ROWS / 10)),
        new Distribution("each often, far apart", row -> row % 2_500),
        new Distribution("unique but for some", row -> random.nextInt(20) == 0 ? -1 : row),
        new Distribution("half unique", row -> random.nextBoolean() ? row : row % 9),
        drawn(10),
        drawn(3_000),
        drawn(20_000),
        drawn(40_000),
        drawn(60_000),
        drawn(100_000),
        drawn(200_000),
        drawn(1_000_000),
        zipf(1_000),
        zipf(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void noFileIsLargerThanSparks(Distribution of) throws IOException {
    mustBeAsSmall(of, "zstd", ROWS);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("distributions")
  void norIsOneOfAnotherCodecOrLength(Distribution of) throws IOException {
    for (int rows : List.of(1_000, 5_000, 20_000, 300_000)) {
      mustBeAsSmall(of, "snappy", rows);
    }
    mustBeAsSmall(of, "uncompressed", ROWS);
  }

  private static void mustBeAsSmall(Distribution of, String codec, int rows) throws IOException {
    int[] before = IntStream.range(0, ROWS).map(of.value()).toArray();
    int[] values = IntStream.range(ROWS, ROWS + rows).map(of.value()).toArray();
    for (String type : List.of("uuid", "long text", "bigint", "double", "int")) {
      StructType schema = new StructType()
          .add("value", type.equals("uuid") || type.equals("long text") ? "string" : type);
      List<String> kind = List.of(UUID.randomUUID().toString());
      List<InternalRow> first = rows(type, before);
      List<InternalRow> all = rows(type, values);
      // the earlier file is Spark's
      assertThat(DictionaryChoice.of(kind, schema).plain()).isEmpty();
      DictionaryChoice choice = DictionaryChoice.of(kind, schema);
      first.forEach(choice::see);
      List<String> plain = DictionaryChoice.of(kind, schema).plain();
      long own = bytes(all, schema, plain, codec);
      long spark = bytes(all, schema, List.of(), codec);
      assertThat((double) own)
          .as("%s, %s, %s, %d rows: without dictionary %s", of, type, codec, rows, plain)
          .isLessThanOrEqualTo(spark * (1 + MAX_GROWTH));
      if (of.name().equals("unique")) {
        assertThat(plain).as(type).containsExactly("value");
      }
    }
  }

  private static List<InternalRow> rows(String type, int[] values) {
    return IntStream.of(values).mapToObj(value -> row(type, value)).toList();
  }

  private static InternalRow row(String type, int value) {
    long mixed = new Random(value).nextLong();
    Object of =
        switch (type) {
          case "uuid" -> UTF8String.fromString(new UUID(mixed, ~mixed).toString());
          case "long text" -> UTF8String.fromString((Long.toHexString(mixed) + " ").repeat(20));
          case "double" -> mixed / 1e3;
          case "int" -> (int) mixed;
          default -> mixed;
        };
    return new GenericInternalRow(new Object[] {of});
  }

  private static long bytes(
      List<InternalRow> rows, StructType schema, List<String> plain, String codec)
      throws IOException {
    Configuration conf = new Configuration();
    DigestedFile file = DigestedFile.nowhere(conf);
    RowParquet writer =
        RowParquet.open(file, schema, plain, new ParquetSettings(128 << 20, codec), conf);
    for (InternalRow row : rows) {
      writer.write(row);
    }
    writer.close();
    return file.written("measured", rows.size()).bytes();
  }
}
