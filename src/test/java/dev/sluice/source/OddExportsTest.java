package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenExport;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exports that are sound, and look as few do. */
final class OddExportsTest {
  private static final int ITEMS = 7;

  /** Files that are larger than what is kept in memory. */
  private static final int LARGE_FILE = 8 << 20;

  @TempDir
  Path folder;

  private static List<Map<String, AttributeValue>> items(int number) {
    return IntStream.range(0, number)
        .mapToObj(n -> Map.of(
            "id", AttributeValue.fromS("i" + n), "n", AttributeValue.fromN(Integer.toString(n))))
        .toList();
  }

  private static WrittenExport export() {
    return ExportWriter.of("Log", items(ITEMS)).write();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with blanks",
        "100% of a%20b",
        "größe 東京",
        "a+b&c=d;e#f?g",
        "semi'quote\"",
        "{x}*[y]"
      })
  void anywhere(String name) {
    Path own =
        export().at(folder.resolve(name).resolve("01700000000000-0a1b2c3d").toString());
    String path = own.toString();

    for (String given : List.of(path, path + "/", path + "//", " " + path + " ")) {
      assertThat(read(given).count()).as(given).isEqualTo(ITEMS);
    }
    assertThat(read(own.toUri().toString()).count()).isEqualTo(ITEMS);
    assertThat(read("file://" + own.toUri().getRawPath() + "/").count()).isEqualTo(ITEMS);
  }

  /** As people write a URI, and as Hadoop shows one. */
  @ParameterizedTest
  @ValueSource(strings = {"with blanks", "größe 東京", "100% sure", "a b#c"})
  void anywhereAsAUriThatIsNotEscaped(String name) {
    Path own =
        export().at(folder.resolve(name).resolve("01700000000000-0a1b2c3d").toString());

    assertThat(read("file:" + own).count()).isEqualTo(ITEMS);
    assertThat(read("file://" + own).count()).isEqualTo(ITEMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with blanks", "100% of a%20b", "größe 東京", "a+b&c=d"})
  void anywhereInABucket(String prefix) {
    String bucket = TestServers.bucket();
    WrittenExport written = export();
    String key = prefix + "/AWSDynamoDB/" + written.id();
    written.files().forEach((name, bytes) -> TestServers.s3()
        .putObject(
            o -> o.bucket(bucket).key(key + "/" + name),
            software.amazon.awssdk.core.sync.RequestBody.fromBytes(bytes)));

    for (String scheme : List.of("s3://", "s3a://")) {
      for (String end : List.of("", "/", "//")) {
        assertThat(read(scheme + bucket + "/" + key + end, s3()).count()).isEqualTo(ITEMS);
      }
    }
  }

  private static Map<String, String> s3() {
    return Map.of("s3-endpoint", TestServers.s3Endpoint().toString());
  }

  @Test
  void behindALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), export().in(folder));

    assertThat(read(link.toString()).count()).isEqualTo(ITEMS);
  }

  @Test
  void ofALaterReleaseThatSaysMore() {
    WrittenExport export = export();
    String more = "{\"later\":{\"a\":[1,null]},\"checksumSHA256\":\"x\",";
    export.manifest(
        "manifest-summary", export.text("manifest-summary.json").replaceFirst("\\{", more));
    export.manifest(
        "manifest-files", export.text("manifest-files.json").replaceAll("(?m)^\\{", more));

    assertThat(read(export.in(folder).toString()).count()).isEqualTo(ITEMS);
  }

  /** Without digests, as after a copy that converts texts. */
  @ParameterizedTest
  @CsvSource({"CRLF, false", "CRLF, true", "LF, false"})
  void withOtherEndsOfLines(String name, boolean last) {
    String end = name.equals("LF") ? "\n" : "\r\n";
    WrittenExport export = export();
    for (String manifest : List.of("manifest-files", "manifest-summary")) {
      String text = export.text(manifest + ".json").strip().replace("\n", end);
      export
          .files()
          .put(manifest + ".json", (last ? text + end : text).getBytes(StandardCharsets.UTF_8));
      export.files().remove(manifest + ".md5");
    }

    assertThat(read(export.in(folder).toString()).count()).isEqualTo(ITEMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void ofSeveralGzipMembers(String format) {
    Path own = members(format, 40, 3).in(folder);

    assertThat(read(own.toString()).count()).isEqualTo(40);
  }

  /** Of a large file the bytes come from a stream that knows no end in advance. */
  @Test
  @Tag("thorough")
  void ofSeveralGzipMembersInALargeFile() {
    WrittenExport export = members("DYNAMODB_JSON", 500, 17);
    assertThat(export.files().get("data/part00.json.gz").length).isGreaterThan(LARGE_FILE);

    assertThat(read(export.in(folder).toString()).count()).isEqualTo(500);
    assertThat(read(export.inBucket(TestServers.bucket()), s3()).count()).isEqualTo(500);
  }

  /** An export of one file, each of whose gzip members has some lines; the last may be an empty one. */
  private static WrittenExport members(String format, int number, int perMember) {
    Random random = new Random(3);
    int size = number > 100 ? 20_000 : 10;
    List<Map<String, AttributeValue>> items = IntStream.range(0, number)
        .mapToObj(n -> {
          byte[] bytes = new byte[size];
          random.nextBytes(bytes);
          return Map.of(
              "id", AttributeValue.fromS("i" + n),
              "b", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        })
        .toList();
    WrittenExport export = ExportWriter.of("Log", items)
        .format(format)
        .files(1)
        .id("01700000000000-%08x".formatted(format.length() * number))
        .write();
    String name = "data/part00" + (format.equals("ION") ? ".ion.gz" : ".json.gz");
    return ExportWriter.recompressed(export, name, text -> {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
      while (!lines.isEmpty()) {
        List<String> some = lines.subList(0, Math.min(perMember, lines.size()));
        all.writeBytes(gzip(String.join("", some)));
        some.clear();
      }
      all.writeBytes(gzip(""));
      return all.toByteArray();
    });
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** As large as DynamoDB allows: of texts, of many small elements, of bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void ofTheLargestItems(String format) {
    int size = 400 << 10;
    List<Map<String, AttributeValue>> items = List.of(
        Map.of(
            "id", AttributeValue.fromS("text"),
            "v", AttributeValue.fromS("\u0001\"\\".repeat(size / 3 - 10))),
        Map.of(
            "id", AttributeValue.fromS("many"),
            "v",
                AttributeValue.fromL(
                    Collections.nCopies(size / 2 - 10, AttributeValue.fromNul(true)))),
        Map.of(
            "id", AttributeValue.fromS("bytes"),
            "v", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[size - 10]))),
        Map.of("id", AttributeValue.fromS("small"), "v", AttributeValue.fromN("1")));
    String path = ExportWriter.of("Large", items)
        .format(format)
        .files(2)
        .id("01700000000000-%08x".formatted(0xabc + format.length()))
        .write()
        .in(folder)
        .toString();

    assertThat(read(path).collectAsList())
        .extracting(Reassembled::of)
        .containsExactlyInAnyOrderElementsOf(
            items.stream().map(OddExportsTest::value).toList());
  }

  private static Object value(Map<String, AttributeValue> item) {
    return Reassembled.of(item);
  }

  @ParameterizedTest
  @CsvSource({"B, DYNAMODB_JSON", "B, ION", "N, DYNAMODB_JSON", "N, ION"})
  void ofATableWithAnotherKey(String type, String format) {
    List<TableDescription.Key> keys = List.of(new TableDescription.Key("k", type));
    String table = TargetTables.create(keys);
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      items.add(Map.of("k", key(type, n), "v", AttributeValue.fromS("v" + n)));
    }
    TargetTables.put(table, keys, items.stream());
    String path = ExportWriter.of(table)
        .format(format)
        .id("01700000000000-" + type + format.length())
        .write()
        .in(folder)
        .toString();

    Map<String, String> ofTable = new HashMap<>(Map.of("table", table));
    ofTable.put("endpoint", TestServers.dynamoDbEndpoint().toString());
    Dataset<Row> exported = read(path, ofTable);
    Dataset<Row> scanned =
        TestSpark.session().read().format("sluice").options(ofTable).load();

    assertThat(exported.schema()).isEqualTo(scanned.schema());
    assertThat(sorted(exported.selectExpr("_key", "v", "_size")))
        .hasSize(20)
        .isEqualTo(sorted(scanned.selectExpr("_key", "v", "_size")));
    assertThat(exported.collectAsList())
        .extracting(Reassembled::of)
        .containsExactlyInAnyOrderElementsOf(
            items.stream().map(OddExportsTest::value).toList());
  }

  private static AttributeValue key(String type, int n) {
    return type.equals("N")
        ? AttributeValue.fromN(n + ".5")
        : AttributeValue.fromB(SdkBytes.fromByteArray(
            ByteBuffer.allocate(5).put((byte) -1).putInt(n).array()));
  }

  private static List<String> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({"DYNAMODB_JSON, 3", "ION, 3", "DYNAMODB_JSON, 1"})
  void ofAnEmptyTable(String format, int files) {
    String table = TargetTables.create();
    WrittenExport export = ExportWriter.of(table).format(format).files(files).write();
    Map<String, String> ofTable =
        Map.of("table", table, "endpoint", TestServers.dynamoDbEndpoint().toString());
    Dataset<Row> scanned =
        TestSpark.session().read().format("sluice").options(ofTable).load();
    String path = export.in(folder).toString();

    for (Dataset<Row> rows : List.of(read(path), read(path, ofTable))) {
      assertThat(rows.collectAsList()).isEmpty();
      assertThat(rows.count()).isZero();
      assertThat(rows.limit(3).collectAsList()).isEmpty();
      assertThat(rows.filter("_overflow IS NOT NULL").count()).isZero();
    }
    assertThat(read(path, ofTable).schema()).isEqualTo(scanned.schema());
  }

  @Test
  void ofFilesWithoutAnyBytes() {
    WrittenExport export = ExportWriter.of("Log", List.of()).files(2).write();
    for (String name : List.copyOf(export.files().keySet())) {
      if (name.startsWith("data/")) {
        export = ExportWriter.recompressed(export, name, text -> new byte[0]);
      }
    }
    String path = export.in(folder).toString();

    assertThat(read(path).count()).isZero();
  }

  @Test
  @Tag("thorough")
  void ofThousandsOfFiles() {
    int files = 5_000;
    List<Map<String, AttributeValue>> items = items(files + files / 2);
    String path = ExportWriter.of("Log", items)
        .files(files)
        .id("01700000000000-00005000")
        .write()
        .in(folder)
        .toString();

    Dataset<Row> rows = read(path);

    assertThat(
            rows.selectExpr("count(*)", "count(DISTINCT id)", "sum(n)").first().mkString(","))
        .isEqualTo("7500,7500," + 7_499L * 7_500 / 2);
    assertThat(TableSource.path(rows).parts()).isEqualTo(files + 1);
    assertThat(rows.rdd().getNumPartitions()).isLessThan(100);
  }

  /** Sound Ion of DynamoDB's types, in forms that DynamoDB does not write. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -0.                                              | 0
      -0.0                                             | 0
      -0d5                                             | 0
      -0d-200                                          | 0
      0.00                                             | 0
      -0.50                                            | -0.5
      99999999999999999999999999999999999999.          | 99999999999999999999999999999999999999
      -9.9999999999999999999999999999999999999d125 | -99999999999999999999999999999999999999E88
      1d-130                                           | 1E-130
      12345678901234567890123456789012345678d-167 | 12345678901234567890123456789012345678E-167
      1_000.5                                          | 1000.5
      0x1F                                             | 31
      0b11                                             | 3
      """)
  void numbersOfIon(String ion, String number) {
    String path = ion("$ion_1_0 {Item:{id:\"a\",n:" + ion + "}}\n").in(folder).toString();

    assertThat(read(path).collectAsList())
        .extracting(Reassembled::of)
        .containsExactly(
            value(Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN(number))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sym",
        "'a symbol'",
        "$10",
        "note::1.",
        "note::\"x\"",
        "note::null",
        "note::{b:1.}",
        "$dynamodb_SS::[note::\"x\"]",
        "$dynamodb_LS::[\"x\"]",
        "1e0",
        "nan",
        "+inf",
        "2026-01-01T",
        "(1. 2.)",
        "{{\"clob\"}}"
      })
  void whatIonHasAndDynamoDbHasNotIsRefused(String ion) {
    String path = ion("$ion_1_0 {Item:{id:\"a\",n:" + ion + "}}\n").in(folder).toString();

    for (boolean all : new boolean[] {true, false}) {
      assertThatThrownBy(() -> {
            Dataset<Row> rows = read(path, Map.of("mode", "DROPMALFORMED"));
            assertThat(all ? rows.collectAsList().size() : rows.count()).isNegative();
          })
          .hasStackTraceContaining(ResourceUnavailableException.class.getName())
          .hasStackTraceContaining("data/part00.ion.gz");
    }
  }

  private static WrittenExport ion(String line) {
    WrittenExport export = ExportWriter.of("Log", List.of(Map.of("id", AttributeValue.fromS("a"))))
        .format("ION")
        .files(1)
        .id("01700000000000-%08x".formatted(line.hashCode()))
        .write();
    return ExportWriter.replaced(
        export, "data/part00.ion.gz", line.getBytes(StandardCharsets.UTF_8));
  }

  private static Dataset<Row> read(String path) {
    return read(path, Map.of());
  }

  private static Dataset<Row> read(String path, Map<String, String> more) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("endpoint", "http://127.0.0.1:1")
        .option("region", "us-east-1")
        .options(more)
        .option("export-path", path)
        .load();
  }
}
