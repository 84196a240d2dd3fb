package dev.sluice.dataset.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowParquetTest {
  private static final Configuration CONF = new Configuration();
  private static final StructType PAIR = new StructType().add("id", "bigint").add("name", "string");

  private static final List<String> CODECS =
      List.of("zstd", "snappy", "gzip", "lz4_raw", "uncompressed");

  /** Small, so that there are several row groups. */
  private static final long ROW_GROUP_BYTES = 200_000;

  @TempDir
  private Path folder;

  private int files;

  /** Rows of every type, with nulls, empty lists and maps at every level, are written as by Spark's own write support. */
  @Test
  void filesHaveTheBytesThatSparkWrites() throws IOException {
    compareBytes(0, 6);
  }

  @Tag("thorough")
  @Test
  void moreFilesHaveTheBytesThatSparkWrites() throws IOException {
    compareBytes(6, 40);
  }

  private void compareBytes(long from, long to) throws IOException {
    for (long seed = from; seed < to; seed++) {
      RandomSparkRows random = new RandomSparkRows(seed);
      List<InternalRow> rows = random.rows(2_000);
      String codec = CODECS.get((int) seed % CODECS.size());
      List<String> plain = DictionaryHeuristic.columns(rows, random.schema());
      byte[] expected = bytesOfSpark(rows, random.schema(), plain, codec);
      assertThat(Files.readAllBytes(written(rows, random.schema(), plain, codec)))
          .as("seed %d, %s, %s", seed, codec, random.schema())
          .isEqualTo(expected);
      // one row for all, whose bytes change with the next: nothing may refer to them any more
      UnsafeProjection unsafe = UnsafeProjection.create(random.schema());
      Iterable<InternalRow> reused =
          () -> rows.stream().map(row -> (InternalRow) unsafe.apply(row)).iterator();
      assertThat(Files.readAllBytes(written(reused, random.schema(), plain, codec)))
          .as("seed %d, a reused row, %s", seed, random.schema())
          .isEqualTo(expected);
    }
  }

  @Tag("thorough")
  @Test
  void readersFindTheRows() throws IOException, SQLException {
    for (long seed = 100; seed < 104; seed++) {
      RandomSparkRows random = new RandomSparkRows(seed);
      List<InternalRow> rows = random.rows(500);
      for (String codec : CODECS) {
        Path file = written(rows, random.schema(), List.of(), codec);
        assertThat(ParquetFooter.read(hadoop(file), CONF).rows()).isEqualTo(500);
        assertThat(readBySpark(file)).isEqualTo(unsafe(rows, random.schema()));
        assertThat(readByDuckDb(file)).isEqualTo(500);
      }
    }
  }

  /** Spark 3.5 refuses them by default, and could write them by the Julian calendar. */
  @Tag("thorough")
  @Test
  void timesBefore1582StayTheSame() throws IOException {
    StructType schema =
        new StructType().add("day", "date").add("time", "timestamp").add("clock", "timestamp_ntz");
    InternalRow old = new GenericInternalRow(
        new Object[] {-700_000, -50_000_000_000_000_001L, -60_000_000_000_000_001L});
    Path file = written(List.of(old), schema, List.of(), "snappy");
    assertThat(readBySpark(file)).isEqualTo(unsafe(List.of(old), schema));
  }

  /** Where rows lie after Spark has sorted them. */
  @Test
  void textsNeedNotLieInByteArrays() throws IOException {
    byte[] bytes = "a text, é, 16 by".getBytes(StandardCharsets.UTF_8);
    long address = Platform.allocateMemory(bytes.length);
    long[] words = new long[4];
    Platform.copyMemory(bytes, Platform.BYTE_ARRAY_OFFSET, null, address, bytes.length);
    Platform.copyMemory(
        bytes, Platform.BYTE_ARRAY_OFFSET, words, Platform.LONG_ARRAY_OFFSET + 8, bytes.length);
    List<UTF8String> texts = List.of(
        UTF8String.fromBytes(bytes),
        UTF8String.fromAddress(null, address, bytes.length),
        UTF8String.fromAddress(words, Platform.LONG_ARRAY_OFFSET + 8, bytes.length),
        UTF8String.fromAddress(
            ("##" + new String(bytes, StandardCharsets.UTF_8) + "#")
                .getBytes(StandardCharsets.UTF_8),
            Platform.BYTE_ARRAY_OFFSET + 2,
            bytes.length));
    byte[] expected = null;
    for (UTF8String text : texts) {
      byte[] file = Files.readAllBytes(written(List.of(pair(1, text)), PAIR, List.of(), "snappy"));
      expected = expected == null ? file : expected;
      assertThat(file).isEqualTo(expected);
    }
    Platform.freeMemory(address);
  }

  /** A file that ends in the middle of a row is never a file. */
  @Test
  void afterAFailureTheFileCannotBeCompleted() throws IOException {
    Path path = folder.resolve("broken.parquet");
    RowParquet writer = RowParquet.open(
        new DigestedFile(hadoop(path), CONF), PAIR, List.of(), settings("snappy"), CONF);
    writer.write(pair(1, UTF8String.fromString("whole")));
    InternalRow half = new GenericInternalRow(new Object[] {2L, "not a UTF8String"});
    assertThatThrownBy(() -> writer.write(half)).isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> writer.write(pair(3, UTF8String.EMPTY_UTF8)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(writer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ends in the middle of a row");
    assertThat(path).exists();
    writer.abandon();
    assertThat(path).doesNotExist();
  }

  @Test
  void aRequiredColumnIsNeverNull() throws IOException {
    StructType schema = new StructType().add("list", "array<string>", false);
    RowParquet writer =
        RowParquet.open(DigestedFile.nowhere(CONF), schema, List.of(), settings("snappy"), CONF);
    assertThatThrownBy(() -> writer.write(new GenericInternalRow(1)))
        .hasMessage("column list is required and has no value");
    writer.abandon();
  }

  @Test
  void typesThatParquetDoesNotHaveAreRefused() {
    assertThatThrownBy(() -> Transfers.of(DataTypes.CalendarIntervalType))
        .hasMessageContaining("INTERVAL");
  }

  /** As in the export of a table: many rows in a row group, many pages in a column. */
  @Tag("thorough")
  @Test
  void longFilesHaveTheBytesThatSparkWrites() throws IOException {
    Random random = new Random(7);
    List<InternalRow> rows = IntStream.range(0, 120_000)
        .mapToObj(i -> pair(i, UTF8String.fromString("name " + random.nextInt(80_000))))
        .toList();
    assertThat(Files.readAllBytes(written(rows, PAIR, List.of("id"), "snappy")))
        .isEqualTo(bytesOfSpark(rows, PAIR, List.of("id"), "snappy"));
  }

  private static InternalRow pair(long id, UTF8String name) {
    return new GenericInternalRow(new Object[] {id, name});
  }

  private static ParquetSettings settings(String codec) {
    return new ParquetSettings(ROW_GROUP_BYTES, codec);
  }

  private Path written(
      Iterable<InternalRow> rows, StructType schema, List<String> plain, String codec)
      throws IOException {
    Path path = folder.resolve(files++ + ".parquet");
    RowParquet writer =
        RowParquet.open(new DigestedFile(hadoop(path), CONF), schema, plain, settings(codec), CONF);
    for (InternalRow row : rows) {
      writer.write(row);
    }
    writer.close();
    return path;
  }

  private byte[] bytesOfSpark(
      List<InternalRow> rows, StructType schema, List<String> plain, String codec)
      throws IOException {
    Path path = folder.resolve(files++ + ".parquet");
    Configuration own = new Configuration(CONF);
    ParquetWriteSupport.setSchema(schema, own);
    own.set(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), "false");
    own.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "TIMESTAMP_MICROS");
    own.set(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), "false");
    own.set("spark.sql.parquet.variant.annotateLogicalType.enabled", "false");
    SparkBuilder builder = new SparkBuilder(new DigestedFile(hadoop(path), CONF)).withConf(own);
    plain.forEach(column -> builder.withDictionaryEncoding(column, false));
    try (ParquetWriter<InternalRow> writer = builder
        .withCompressionCodec(RowParquet.codec(codec))
        .withPageWriteChecksumEnabled(false)
        .withRowGroupSize(ROW_GROUP_BYTES)
        .build()) {
      for (InternalRow row : rows) {
        writer.write(row);
      }
    }
    return Files.readAllBytes(path);
  }

  private static final class SparkBuilder extends ParquetWriter.Builder<InternalRow, SparkBuilder> {
    SparkBuilder(OutputFile file) {
      super(file);
    }

    @Override
    protected SparkBuilder self() {
      return this;
    }

    @Override
    protected WriteSupport<InternalRow> getWriteSupport(Configuration conf) {
      return new ParquetWriteSupport();
    }
  }

  /** The rows that Spark reads, in its own form, which is the same for the same values. */
  private static List<InternalRow> readBySpark(Path file) {
    Dataset<Row> read = TestSpark.session().read().parquet(file.toString());
    return read.queryExecution().toRdd().toJavaRDD().map(InternalRow::copy).collect();
  }

  private static List<InternalRow> unsafe(List<InternalRow> rows, StructType schema) {
    UnsafeProjection projection = UnsafeProjection.create(schema);
    return rows.stream().map(row -> (InternalRow) projection.apply(row).copy()).toList();
  }

  private static long readByDuckDb(Path file) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows = duck.createStatement().executeQuery("SELECT * FROM '" + file + "'")) {
      long count = 0;
      while (rows.next()) {
        rows.getObject(1);
        count++;
      }
      return count;
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }
}
