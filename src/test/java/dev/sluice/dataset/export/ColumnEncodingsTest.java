package dev.sluice.dataset.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.layout.DayFolders;
import dev.sluice.dataset.run.Role;
import dev.sluice.source.TableSource;
import dev.sluice.source.TargetTables;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ColumnEncodingsTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  @TempDir
  static Path folder;

  @BeforeAll
  static void export() {
    SampleExport.export(folder.toUri(), "encoded", SampleExport.EVENTS);
  }

  @Test
  void onlyColumnsOfDistinctValuesGoWithoutDictionary() {
    Map<String, Boolean> dictionary = new HashMap<>();
    for (ColumnChunkMetaData column : columns(folder.resolve("snapshots/encoded/tables"))) {
      dictionary.merge(
          column.getPath().toDotString(), column.hasDictionaryPage(), Boolean::logicalOr);
    }
    assertThat(dictionary)
        .containsEntry("requestId", false)
        .containsEntry("timestamp", false)
        .containsEntry("modelName", true)
        .containsEntry("prediction", true);
  }

  /** As many as ours, each of the same rows. */
  @Tag("thorough")
  @Test
  void filesAreNoLargerThanSparksOwn() throws IOException {
    Path files = folder.resolve("snapshots/encoded/tables/InferenceMetadata");
    Path own = folder.resolve("spark");
    try (Stream<Path> all = Files.list(files)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        TestSpark.session()
            .read()
            .parquet(file.toString())
            .coalesce(1)
            .write()
            .option("compression", "zstd")
            .parquet(own.resolve(file.getFileName().toString()).toString());
      }
    }
    assertThat(bytes(files)).isLessThanOrEqualTo(bytes(own) * 102 / 100);
  }

  @Test
  void aScanAloneOrFilteredGivesItsOwnRows() {
    Dataset<Row> all = events();
    assertThat(rowClasses(all)).hasSize(1).doesNotContain(UnsafeRow.class.getName());
    assertThat(rowClasses(all.filter("length(modelName) > 3")))
        .hasSize(1)
        .doesNotContain(UnsafeRow.class.getName());
  }

  @Tag("thorough")
  @Test
  void soDoesOneWithAColumnOfDays() {
    Dataset<Row> some = events().filter("length(modelName) > 14 AND requestId IS NOT NULL");
    Dataset<Row> dated = DayFolders.dated(some, schema -> Events.day(schema, "timestamp", UTC));
    assertThat(rowClasses(dated)).containsExactly(JoinedRow.class.getName());
    int day = dated.columns().length - 1;
    assertThat(ScannedRows.of(dated)
            .toJavaRDD()
            .map(row -> row.getString(0) + row.getString(day))
            .collect())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(dated.collectAsList().stream()
            .map(row -> row.getString(0) + row.getString(day))
            .toList());
  }

  @Tag("thorough")
  @Test
  void soDoItemsAlone() {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("entity-by", "modelName");
    Dataset<Row> all = TableSource.open(SampleReads.settings("InferenceMetadata", options))
        .rows(TestSpark.session());
    String item = all.columns()[all.columns().length - 1];
    Dataset<Row> some = all.filter("length(modelName) > 14");
    Dataset<Row> dated = DayFolders.dated(some, schema -> Events.day(schema, "timestamp", UTC));
    String day = dated.columns()[dated.columns().length - 1];
    assertThat(rowClasses(some.select("`" + item + "`")))
        .containsExactly(GenericInternalRow.class.getName());
    Dataset<Row> items =
        dated.select(functions.col("`" + item + "`"), functions.col("`" + day + "`"));
    assertThat(rowClasses(items)).containsExactly(JoinedRow.class.getName());
    assertThat(ScannedRows.of(items)
            .toJavaRDD()
            .map(row -> new String(row.getBinary(0), UTF_8) + row.getString(1))
            .collect())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(items.collectAsList().stream()
            .map(row -> new String(row.<byte[]>getAs(0), UTF_8) + row.getString(1))
            .toList());
  }

  /** Rows for which the condition is null are left out too. */
  @Test
  void aFilteredScanGivesTheRowsThatSparkKeeps() {
    Dataset<Row> some = events()
        .filter("length(modelName) > 14 OR length(prediction) < 2")
        .filter("hash(requestId) % 3 != 0");
    int id = List.of(some.columns()).indexOf("requestId");
    List<String> kept =
        ScannedRows.of(some).toJavaRDD().map(row -> row.getString(id)).collect();
    List<String> expected = some.select("requestId").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
    assertThat(kept).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
    assertThat(events().count()).isGreaterThan(kept.size());
  }

  /** A NULL in a list is no zero to what Spark evaluates without generated code, nor to a copy of a row. */
  @Test
  void nullsInListsStay() throws IOException {
    String table = TargetTables.create();
    AttributeValue none = AttributeValue.fromNul(true);
    AttributeValue zero = AttributeValue.fromN("0");
    TargetTables.put(
        table,
        List.of(
            Map.of("id", AttributeValue.fromS("none"), "n", AttributeValue.fromL(List.of(none))),
            Map.of(
                "id",
                AttributeValue.fromS("zero"),
                "n",
                AttributeValue.fromL(List.of(zero, none)))));
    Dataset<Row> filtered = scan(table).filter("exists(n, x -> x = 0)");
    assertThat(ScannedRows.of(filtered).toJavaRDD().map(row -> row.getString(0)).collect())
        .containsExactly("zero");

    SampleExport.export(
        folder.resolve("nulls").toUri(), "nulls", SampleExport.read(table, Role.SOURCE));
    Path files = folder.resolve("nulls/snapshots/nulls/tables");
    assertThat(TestSpark.session()
            .read()
            .parquet(files.resolve(table).toString())
            .orderBy("id")
            .selectExpr("CAST(n AS string)")
            .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("[null]", "[0, null]");
  }

  private static Dataset<Row> events() {
    return scan("InferenceMetadata");
  }

  private static Dataset<Row> scan(String table) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .options(SampleReads.options())
        .option("table", table)
        .load();
  }

  private static Set<String> rowClasses(Dataset<Row> rows) {
    return new HashSet<>(
        ScannedRows.of(rows).toJavaRDD().map(ColumnEncodingsTest::nameOf).collect());
  }

  private static String nameOf(InternalRow row) {
    return row.getClass().getName();
  }

  private static List<ColumnChunkMetaData> columns(Path files) {
    return parquet(files).stream().flatMap(ColumnEncodingsTest::chunks).toList();
  }

  private static Stream<ColumnChunkMetaData> chunks(Path file) {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      return reader.getFooter().getBlocks().stream().flatMap(b -> b.getColumns().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(Path files) {
    return parquet(files).stream().mapToLong(f -> f.toFile().length()).sum();
  }

  private static List<Path> parquet(Path files) {
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(f -> f.toString().endsWith(".parquet")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
