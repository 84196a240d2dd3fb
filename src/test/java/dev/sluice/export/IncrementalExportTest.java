package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageSource;
import dev.sluice.scan.SampleParts;
import dev.sluice.table.AwsSettings;
import dev.sluice.testing.Mutations;
import dev.sluice.testing.TestServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Incremental exports are read whole, or refused by name. */
class IncrementalExportTest {
  private static final AwsSettings NOWHERE = new AwsSettings("us-east-1", null, null, null);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MICROS = 1_763_600_461_000_001L;
  private static final String ID = "01800000000000-0a1b2c3d";
  private static final String ONE = "data/0a1b2c3d-part01.json.gz";

  private final WrittenExport written =
      ChangeExportWriter.of("Log", changes(90)).write();
  private final Path folder;

  IncrementalExportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A third each of insertions, modifications and removals. */
  private static List<WrittenChange> changes(int number) {
    return IntStream.range(0, number)
        .mapToObj(n -> WrittenChange.of(
            MICROS + n,
            "i" + n,
            n % 3 == 2 ? null : item("i" + n, "new"),
            n % 3 == 0 ? null : item("i" + n, "old")))
        .toList();
  }

  private static Map<String, AttributeValue> item(String id, String text) {
    return Map.of(
        "id",
        AttributeValue.fromS(id),
        "text",
        AttributeValue.fromS(text + "\n{}\"OldImage\":\\ä"),
        "n",
        AttributeValue.fromN("600"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void everyChangeIsAnItemThatDescribesIt(String format) {
    WrittenExport export =
        ChangeExportWriter.of("Log", changes(90)).format(format).write();

    List<JsonNode> read = read(open(export));

    assertThat(read).hasSize(90).containsExactlyInAnyOrderElementsOf(expected(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEW_IMAGES", "NEW_IMAGE"})
  void withoutOldImagesNothingIsAnInsertion(String view) {
    WrittenExport export = ChangeExportWriter.of("Log", changes(90)).view(view).write();

    assertThat(read(open(export))).containsExactlyInAnyOrderElementsOf(expected(false));
  }

  private static List<JsonNode> expected(boolean old) {
    return IntStream.range(0, 90)
        .mapToObj(n -> {
          String kind = n % 3 == 2 ? "remove" : n % 3 == 0 && old ? "insert" : "modify";
          String image = JsonItems.members(
                  n % 3 == 2 ? Map.of("id", AttributeValue.fromS("i" + n)) : item("i" + n, "new"))
              .toString();
          String oldImage = old && n % 3 != 0
              ? ",\"_old\":{\"M\":" + JsonItems.members(item("i" + n, "old")) + "}"
              : "";
          return tree("{\"_change\":{\"S\":\"" + kind + "\"},\"_changed_at\":{\"S\":\""
              + "2025-11-20T01:01:01.%06dZ".formatted(1 + n) + "\"},\"_sequence\":{\"S\":\"0000"
              + (MICROS + n) + "\"},\"_changed_by\":{\"S\":\""
              + (n % 3 == 2 ? "unknown" : "user") + "\"}," + image.substring(1, image.length() - 1)
              + oldImage + "}");
        })
        .toList();
  }

  /** Others' files in the shared folder are neither read nor too many; nor are they missed when they go. */
  @Test
  void filesOfOtherExportsAreNone() {
    WrittenExport other =
        ChangeExportWriter.of("Other", changes(7)).id("01800000000000-ffffffff").write();
    other.in(folder);
    PointInTimeExport export = open();

    assertThat(export.files()).hasSize(4);
    assertThat(read(export)).hasSize(90);
    assertThat(folder.resolve("exports/AWSDynamoDB/data"))
        .isDirectoryContaining(file -> file.getFileName().toString().startsWith("ffffffff"));
  }

  @Test
  void readsABucket() {
    String location = written.inBucket(TestServers.bucket());

    PointInTimeExport export =
        PointInTimeExport.open(ExportLocation.parse(location), TestServers.settings());

    assertThat(read(export)).hasSize(90);
    assertThat(export.folder().of(export.files().get(0).path()))
        .endsWith("exports/AWSDynamoDB/data/0a1b2c3d-part00.json.gz");
  }

  @Test
  void anExportWithoutChangesIsEmpty() {
    assertThat(read(open(ChangeExportWriter.of("Log", List.of()).write()))).isEmpty();
  }

  @Test
  void resumesAfterEveryPage() {
    List<WrittenChange> wide = IntStream.range(0, 400)
        .mapToObj(n -> WrittenChange.of(
            MICROS,
            "i" + n,
            Map.of(
                "id", AttributeValue.fromS("i" + n), "t", AttributeValue.fromS("x".repeat(9_000))),
            null))
        .toList();
    PointInTimeExport export = open(ChangeExportWriter.of("Log", wide).files(1).write());
    List<String> positions = new ArrayList<>();
    List<List<JsonNode>> pages = new ArrayList<>();
    try (PageSource all = pages(export, PageSource.START)) {
      while (all.hasNext()) {
        pages.add(items(all.next()));
        positions.add(all.position());
      }
    }

    assertThat(pages).hasSizeGreaterThan(3);
    for (int page = 0; page < pages.size(); page++) {
      assertThat(read(export, positions.get(page)))
          .isEqualTo(pages.subList(page + 1, pages.size()).stream()
              .flatMap(List::stream)
              .toList());
    }
  }

  /** Columns are those of items, not of changes. */
  @ParameterizedTest
  @CsvSource({"NEW_AND_OLD_IMAGES, 120", "NEW_IMAGES, 90"})
  void aSampleHasTheImages(String view, int images) {
    SampleParts sample = new ExportSample(
        open(ChangeExportWriter.of("Log", changes(90)).view(view).write()), NOWHERE);
    List<JsonNode> seen = new ArrayList<>();
    for (int part = 0; part < sample.count(); part++) {
      try (SampleParts.Part pages = sample.pages(part, 10)) {
        pages.forEachRemaining(page -> seen.addAll(items(page)));
      }
    }

    assertThat(seen).hasSize(images).allMatch(item -> !item.has("_change") && item.has("id"));
  }

  @Test
  void summariesThatStateNoWindowOrViewAreRefused() {
    String summary = written.text("manifest-summary.json");

    refuses(summary.replace("\"exportFromTime\"", "\"from\""), "states no exportFromTime");
    refuses(summary.replace("\"exportToTime\"", "\"to\""), "states no exportToTime");
    refuses(
        summary.replace("T01:00:00Z", "T02:00:00Z"),
        "has changes from 2026-11-20T02:00:00Z to 2026-11-20T02:00:00Z, which is no time");
    refuses(summary.replace("\"outputView\"", "\"view\""), "states no outputView");
    refuses(
        summary.replace("NEW_AND_OLD_IMAGES", "KEYS_ONLY"), "has output view KEYS_ONLY, which is");
    refuses(summary.replace("INCREMENTAL_EXPORT", "DELTA"), "is of type DELTA, which is not known");
    refuses(summary.replace("2023-08-01", "2031-01-01"), "has version 2031-01-01");
    refuses(
        summary.replace("\"itemCount\":90", "\"itemCount\":91"),
        "lists 90 items, but manifest-summary.json states 91");
  }

  private void refuses(String summary, String message) {
    written.manifest("manifest-summary", summary);
    assertThatThrownBy(this::open)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anUnfinishedOneIsRefused() {
    written.files().keySet().removeIf(name -> name.startsWith("manifest"));

    assertThatThrownBy(this::open)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("manifest-summary.json: it is unfinished");
  }

  @Test
  void aMissingFileIsNamed() {
    written.files().remove("../" + ONE);

    assertThatThrownBy(this::open)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining(
            "AWSDynamoDB/" + ONE + " is missing: 1 of 4 that manifest-files.json lists are");
  }

  @Test
  void filesOutsideTheSharedFolderAreRefused() {
    String files = written.text("manifest-files.json");
    written.manifest(
        "manifest-files", files.replace("AWSDynamoDB/data", "AWSDynamoDB/" + ID + "/data"));

    assertThatThrownBy(this::open)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("which is no data file of this export");
  }

  /** The order of members, blanks, and how a time is written, do not matter. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Keys\":{\"id\":{\"S\":\"a\"}},\"Metadata\":{\"WriteTimestampMicros\":%d}}",
        "{\"Metadata\":{\"WriteTimestampMicros\":\"%d\"},\"Keys\":{\"id\":{\"S\":\"a\"}}}",
        "{ \"Metadata\" : { \"x\" : [1], \"WriteTimestampMicros\" : { \"N\" : \"%d\" } } ,"
            + " \"Keys\" : { \"id\" : { \"S\" : \"a\" } } } ",
      })
  void formsOfARecord(String line) {
    List<JsonNode> read = read(ofLine(line.formatted(MICROS)));

    assertThat(read).hasSize(1);
    assertThat(read.get(0).at("/_change/S").asText()).isEqualTo("remove");
    assertThat(read.get(0).at("/_changed_at/S").asText()).isEqualTo("2025-11-20T01:01:01.000001Z");
    assertThat(read.get(0).at("/id/S").asText()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"0, 1970-01-01T00:00:00Z", "253402300799999999, 9999-12-31T23:59:59.999999Z"})
  void everyTimeOfSparkIsRead(long micros, String time) {
    List<JsonNode> read =
        read(ofLine("{\"Keys\":{},\"Metadata\":{\"WriteTimestampMicros\":" + micros + "}}"));

    assertThat(read.get(0).at("/_changed_at/S").asText()).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"Keys\":{}}; has no Metadata.WriteTimestampMicros in microseconds in line 1",
        "{\"Keys\":{},\"Metadata\":{\"WriteTimestampMicros\":1e3}}; has no Metadata.Write",
        "{\"Keys\":{},\"Metadata\":{\"WriteTimestampMicros\":-1}}; has no Metadata.Write",
        "{\"Keys\":{},\"Metadata\":{\"WriteTimestampMicros\":999999999999999999}}; has no Metadata",
        "{\"Metadata\":{\"WriteTimestampMicros\":1}}; has no Keys in line 1",
        "{\"Keys\":{},\"Keys\":{}}; has two of Keys in line 1",
        "{\"Item\":{}}; has an unknown member in line 1",
        "{}; has no Keys in line 1",
        "[]; has no record of a change in line 1",
        "'{\"Keys\":{},\"Metadata\":{\"WriteTimestampMicros\":1}'; has no record of a change",
        "'{\"Keys\":{},\"Metadata\":{\"WriteTimestampMicros\":1}} x'; has no record of a change",
        "'{\"Keys\":{},\"Metadata\":{\"WriteTimestampMicros\":1},\"NewImage\":null}'; has no record"
      })
  void linesThatAreNoRecordAreRefused(String line, String message) {
    PointInTimeExport export = ofLine(line);

    assertThatThrownBy(() -> read(export))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{Item:{}}; has a struct that does not begin with Record",
        "{Record:{Keys:{id:\"a\"}}}; has no Metadata.WriteTimestampMicros in microseconds in value 1",
        "{Record:{Keys:5.,Metadata:{WriteTimestampMicros:1.}}}; has no record of a change in value 1",
        "{Record:{Metadata:{WriteTimestampMicros:1.}}}; has no Keys in value 1",
        "{Record:{Keys:{id:\"a\"}; is no sound Ion"
      })
  void ionThatIsNoRecordIsRefused(String ion, String message) {
    PointInTimeExport export = open(replaced(
        ChangeExportWriter.of("Log", changes(90)).format("ION").write(),
        "../data/0a1b2c3d-part01.ion.gz",
        ion));

    assertThatThrownBy(() -> read(export))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("part01.ion.gz " + message);
  }

  @Test
  void anOldImageThatTheViewExcludesIsRefused() {
    String summary = written.text("manifest-summary.json");
    written.manifest("manifest-summary", summary.replace("NEW_AND_OLD_IMAGES", "NEW_IMAGES"));

    assertThatThrownBy(() -> read(open()))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("has an OldImage in line 1, but manifest-summary.json states NEW_IM");
  }

  /** Whatever happens to a file, it is named and nothing of it is read; or nothing has happened. */
  @ParameterizedTest
  @ValueSource(strings = {"../" + ONE, "manifest-files.json", "manifest-summary.json"})
  void damagedFilesAreNamed(String file) {
    Mutations mutations = new Mutations(file.length());
    byte[] whole = written.files().get(file);
    String name = Path.of(file).getFileName().toString();
    for (int i = 0; i < 60; i++) {
      written.files().put(file, mutations.of(whole));

      assertThatThrownBy(() -> read(open()))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining(name);
    }
  }

  /** Files that match their digests: of the format or not, they end in a refusal of the file or in items. */
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void damageBeforeTheDigestIsNoOtherError(String format) {
    WrittenExport export =
        ChangeExportWriter.of("Log", changes(6)).files(1).format(format).write();
    String file = "../data/" + ChangeExportWriter.file(ID, 0, format);
    byte[] plain = plain(export.files().get(file));
    Mutations mutations = new Mutations(format.length());
    for (int i = 0; i < 400; i++) {
      PointInTimeExport damaged = open(replaced(export, file, mutations.of(plain)));
      try {
        read(damaged);
      } catch (ResourceUnavailableException e) {
        assertThat(e).hasMessageMatching("(?s).*(0a1b2c3d-part00|items have the attribute).*");
      }
    }
  }

  /** Records may be longer than a page. */
  @Test
  void aLargeChangeIsOnePage() {
    String large = "x".repeat(2 << 20);
    Map<String, AttributeValue> image =
        Map.of("id", AttributeValue.fromS("b"), "t", AttributeValue.fromS(large));
    List<WrittenChange> changes = List.of(
        WrittenChange.of(MICROS, "a", null, null),
        WrittenChange.of(MICROS, "b", image, image),
        WrittenChange.of(MICROS, "c", null, null));

    assertThat(read(open(ChangeExportWriter.of("Log", changes).files(1).write())))
        .extracting(item -> item.at("/id/S").asText())
        .containsExactly("a", "b", "c");
  }

  @Test
  void twoExportsOfAFolderDoNotDisturbEachOther() {
    List<PointInTimeExport> exports = Stream.of("aaaaaaaa", "bbbbbbbb")
        .map(end -> ChangeExportWriter.of("Log", changes(end.startsWith("a") ? 10 : 20))
            .id("01800000000000-" + end)
            .write()
            .in(folder))
        .map(IncrementalExportTest::open)
        .toList();

    assertThat(read(exports.get(0))).hasSize(10);
    assertThat(read(exports.get(1))).hasSize(20);
    assertThatCode(() -> open(folder.resolve("exports/AWSDynamoDB/01800000000000-aaaaaaaa")))
        .doesNotThrowAnyException();
  }

  private PointInTimeExport ofLine(String line) {
    return open(replaced(written, "../" + ONE, line));
  }

  private static WrittenExport replaced(WrittenExport export, String file, String line) {
    return replaced(export, file, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces the records of a file, and states one record of it and none of others. */
  private static WrittenExport replaced(WrittenExport export, String file, byte[] plain) {
    byte[] bytes = gzip(plain);
    long records = new String(plain, StandardCharsets.ISO_8859_1).lines().count();
    export.files().put(file, bytes);
    String key = Path.of("exports/AWSDynamoDB/x", file).normalize().toString();
    export.manifest(
        "manifest-files",
        "{\"itemCount\":%d,\"md5Checksum\":\"%s\",\"dataFileS3Key\":\"%s\"}\n"
            .formatted(records, Md5.end(ExportWriter.digested(bytes)), key));
    export.manifest(
        "manifest-summary",
        export
            .text("manifest-summary.json")
            .replaceFirst("\"itemCount\":\\d+", "\"itemCount\":" + records));
    return export;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] plain(byte[] gzip) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PointInTimeExport open() {
    return open(written);
  }

  private PointInTimeExport open(WrittenExport export) {
    try {
      Files.createDirectories(folder.resolve("exports/AWSDynamoDB"));
      FileUtils.deleteDirectory(
          folder.resolve("exports/AWSDynamoDB/" + export.id()).toFile());
      Path data = folder.resolve("exports/AWSDynamoDB/data");
      for (String file : export.files().keySet()) {
        Files.deleteIfExists(data.resolve(Path.of(file).getFileName()));
      }
      Files.deleteIfExists(folder.resolve("exports/AWSDynamoDB").resolve(ONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open(export.in(folder));
  }

  private static PointInTimeExport open(Path own) {
    return PointInTimeExport.open(ExportLocation.parse(own.toString()), NOWHERE);
  }

  private static PageSource pages(PointInTimeExport export, String from) {
    return PointInTimeExportTest.pages(export, export.files(), from);
  }

  private static List<JsonNode> read(PointInTimeExport export) {
    return read(export, PageSource.START);
  }

  private static List<JsonNode> read(PointInTimeExport export, String from) {
    List<JsonNode> items = new ArrayList<>();
    try (PageSource pages = pages(export, from)) {
      pages.forEachRemaining(page -> items.addAll(items(page)));
    }
    return items;
  }

  private static List<JsonNode> items(Page page) {
    List<JsonNode> items = new ArrayList<>();
    for (ItemCursor cursor = new ItemCursor(page); cursor.hasNext(); ) {
      items.add(cursor.next(in -> {
        int start = in.position();
        in.skip();
        return tree(in.since(start));
      }));
    }
    return items;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
