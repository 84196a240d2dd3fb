package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.source.RandomItems;
import dev.sluice.source.TargetTables;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Files by day of items of every type, of more days than may be open at once: they are what Spark's own writer makes of
 * the rows of the same table that is not divided.
 */
final class ByDayFilesTest {
  private static final int DAYS = 300;
  private static final int ITEMS = 700;
  private static final LocalDate FIRST = LocalDate.of(2025, 11, 3);
  private static final ZoneId UTC = ZoneId.of("UTC");

  @TempDir
  static Path folder;

  /** Item → the folder of its day. */
  private static final Map<String, String> FOLDERS = new HashMap<>();

  private static String table;
  private static Snapshot plain;
  private static Snapshot byDay;

  @BeforeAll
  static void export() {
    table = TargetTables.create();
    RandomItems random = new RandomItems(18);
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = new HashMap<>(random.item("item-" + i));
      LocalDate day = FIRST.plusDays(i % DAYS);
      boolean dated = i % 41 != 0;
      item.put("at", AttributeValue.fromS(dated ? day + "T0" + i % 10 + ":00:00Z" : "once"));
      item.put("kind", AttributeValue.fromS("kind-" + i % 3));
      FOLDERS.put("item-" + i, dated ? "day=" + day : "day=undated");
      items.add(item);
    }
    TargetTables.put(table, items);
    plain = export("plain", Map.of(), false);
    byDay = export("days", Map.of(), true);
  }

  private static Snapshot export(String name, Map<String, String> options, boolean byDay) {
    URI root = folder.resolve(name).toUri();
    Snapshots snapshots = new Snapshots(
        TestSpark.session(),
        TestServers.settings(),
        new DatasetSettings(
            root,
            128L << 20,
            "zstd",
            byDay ? schema -> Events.day(schema, "at", UTC) : null,
            null));
    Map<String, String> all = new HashMap<>(SampleReads.options());
    all.putAll(options);
    Snapshot snapshot = SampleExport.export(
        snapshots,
        "run",
        "h",
        new TableRead(
            SampleReads.settings(table, all), Role.SOURCE, List.of(), null, true, 0, List.of()));
    assertThat(snapshots.verify(snapshot)).isEmpty();
    return snapshot;
  }

  @Tag("thorough")
  @Test
  void eachFolderHasTheRowsOfItsDay() {
    assertThat(lines(root("days"), "")).isEqualTo(expected(lines(root("plain"), "")));
    assertThat(byDay.schemas().get(table).schema())
        .isEqualTo(plain.schemas().get(table).schema());
  }

  /** Ranges of the table may have the same day; else a day is one file. */
  @Tag("thorough")
  @Test
  void aDayOfARangeIsOneFile() {
    Map<String, Long> files = byDay.manifest().files().stream()
        .filter(file -> file.belongsTo(table))
        .map(FileEntry::path)
        .collect(Collectors.groupingBy(
            path -> path.replaceFirst("part-(\\d+)-.*", "$1"), Collectors.counting()));
    assertThat(files.values()).containsOnly(1L);
  }

  @Test
  @Tag("thorough")
  void schemaMarksAndStatisticsAreThoseThatSparkWrites() {
    Dataset<Row> days = TestSpark.session()
        .createDataset(
            FOLDERS.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .toList(),
            Encoders.STRING())
        .selectExpr("split(value, ' ')[0] AS id", "split(split(value, ' ')[1], '=')[1] AS day");
    Path own = folder.resolve("spark");
    read(root("plain"))
        .join(functions.broadcast(days), "id")
        .coalesce(1)
        .write()
        .partitionBy("day")
        .parquet(own.toString());
    Map<String, Map<String, String>> spark = statistics(own);
    Map<String, Map<String, String>> sluice = statistics(root("days"));
    assertThat(sluice.keySet()).isEqualTo(spark.keySet()).hasSize(DAYS + 1);
    // a day that several ranges have is several files of ours
    List<String> whole = sluice.keySet().stream()
        .filter(day -> files(root("days").resolve(day)).size() == 1)
        .toList();
    assertThat(whole).hasSizeGreaterThan(DAYS / 10);
    whole.forEach(day -> assertThat(sluice.get(day)).as(day).isEqualTo(spark.get(day)));

    FileMetaData one = footer(files(root("plain")).get(0)).getFileMetaData();
    assertThat(files(root("days"))).allSatisfy(file -> {
      FileMetaData other = footer(file).getFileMetaData();
      assertThat(other.getSchema()).isEqualTo(one.getSchema());
      assertThat(other.getKeyValueMetaData()).isEqualTo(one.getKeyValueMetaData());
    });
  }

  @Test
  @Tag("thorough")
  void entityTypesAreDividedLikewise() {
    Map<String, String> byKind = Map.of("entity-by", "kind");
    export("kinds", byKind, false);
    export("kinds-days", byKind, true);
    for (String kind : List.of("kind-0", "kind-1", "kind-2")) {
      Map<String, String> rows = lines(root("kinds"), "entity=" + kind);
      assertThat(rows).hasSizeGreaterThan(ITEMS / 4);
      assertThat(lines(root("kinds-days"), "entity=" + kind)).isEqualTo(expected(rows));
    }
  }

  private static Path root(String name) {
    return folder.resolve(name).resolve("snapshots/run/tables").resolve(table);
  }

  private static Dataset<Row> read(Path files) {
    return TestSpark.session()
        .read()
        .option("recursiveFileLookup", "true")
        .parquet(files.toString());
  }

  /** Item → the folder of its file, and the row. */
  private static Map<String, String> lines(Path root, String within) {
    Map<String, String> lines = new TreeMap<>();
    read(root.resolve(within))
        .select(
            functions.col("id"),
            functions.input_file_name(),
            functions.to_json(functions.struct("*")))
        .collectAsList()
        .forEach(row -> lines.put(
            row.getString(0),
            Path.of(URI.create(row.getString(1))).getParent().getFileName()
                + " "
                + row.getString(2)));
    return lines;
  }

  /** The same rows in the folders of their days. */
  private static Map<String, String> expected(Map<String, String> plain) {
    Map<String, String> rows = new TreeMap<>();
    plain.forEach((id, line) -> rows.put(id, FOLDERS.get(id) + line.substring(line.indexOf(' '))));
    return rows;
  }

  /** Folder → column → least, greatest, number of nulls and of values. */
  private static Map<String, Map<String, String>> statistics(Path root) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (Path file : files(root)) {
      Map<String, String> columns = new TreeMap<>();
      for (ColumnChunkMetaData column : footer(file).getBlocks().get(0).getColumns()) {
        columns.put(
            column.getPath().toDotString(), column.getValueCount() + " " + column.getStatistics());
      }
      all.put(file.getParent().getFileName().toString(), columns);
    }
    return all;
  }

  private static ParquetMetadata footer(Path file) {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      return reader.getFooter();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
