package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import dev.sluice.table.AwsSettings;
import dev.sluice.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PointInTimeExportTest {
  private static final AwsSettings NOWHERE = new AwsSettings("us-east-1", null, null, null);
  private static final String ONE = "data/part01.json.gz";

  private final WrittenExport written = ExportWriter.of("Log", items(100)).write();
  private final Path folder;

  PointInTimeExportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<Map<String, AttributeValue>> items(int number) {
    return IntStream.range(0, number)
        .mapToObj(n -> Map.of(
            "id", AttributeValue.fromS("i" + n),
            "text", AttributeValue.fromS("ä\n{}\"Item\":" + "x".repeat(n))))
        .toList();
  }

  @Test
  void everyItemIsReadOnce() {
    assertThat(read(open(), 1)).containsExactlyInAnyOrderElementsOf(ids(100));
    assertThat(read(open(), 3)).containsExactlyInAnyOrderElementsOf(ids(100));
  }

  @Test
  void readsABucket() {
    String location = written.inBucket(TestServers.bucket());

    PointInTimeExport export =
        PointInTimeExport.open(ExportLocation.parse(location), TestServers.settings());

    assertThat(export.files()).hasSize(5);
    assertThat(read(export, 2)).containsExactlyInAnyOrderElementsOf(ids(100));
  }

  /** The files are named by their keys, so a copy may lie anywhere. */
  @Test
  void aCopyUnderAnotherNameIsTheSame() {
    Path own = written.in(folder);
    Path renamed = folder.resolve("copy");
    assertThat(own.toFile().renameTo(renamed.toFile())).isTrue();

    assertThat(read(open(renamed), 1)).hasSize(100);
  }

  @Test
  void resumesAfterEveryPage() {
    PointInTimeExport export = open(ExportWriter.of("Log", wide(400)).files(2).write());
    List<String> positions = new ArrayList<>();
    List<List<String>> pages = new ArrayList<>();
    try (PageSource all = pages(export, export.files(), PageSource.START)) {
      assertThat(all.position()).isEqualTo(PageSource.START);
      while (all.hasNext()) {
        pages.add(idsOf(all.next()));
        positions.add(all.position());
      }
      assertThat(all.position()).isEqualTo(PageSource.END);
    }

    assertThat(pages).hasSizeGreaterThan(3);
    for (int page = 0; page < pages.size(); page++) {
      List<String> rest = new ArrayList<>();
      try (PageSource resumed = pages(export, export.files(), positions.get(page))) {
        resumed.forEachRemaining(next -> rest.addAll(idsOf(next)));
      }
      assertThat(rest)
          .isEqualTo(pages.subList(page + 1, pages.size()).stream()
              .flatMap(List::stream)
              .toList());
    }
    try (PageSource none = pages(export, export.files(), PageSource.END)) {
      assertThat(none.hasNext()).isFalse();
    }
  }

  @Test
  void aPositionOfOtherFilesIsRefused() {
    PointInTimeExport export = open();
    for (String wrong : List.of("5:0", "1", "-1:0", "{}", "")) {
      assertThatThrownBy(() -> pages(export, export.files(), wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** An item may be larger than a page. */
  @Test
  void aLargeItemIsOnePage() {
    String large = "x".repeat(3 << 20);
    List<Map<String, AttributeValue>> items = List.of(
        Map.of("id", AttributeValue.fromS("a")),
        Map.of("id", AttributeValue.fromS("b"), "t", AttributeValue.fromS(large)),
        Map.of("id", AttributeValue.fromS("c")));

    assertThat(read(open(ExportWriter.of("Log", items).files(1).write()), 1))
        .containsExactly("a", "b", "c");
  }

  @Test
  void unfinishedOnesAndFoldersWithoutOneAreRefused() {
    written.files().keySet().removeIf(name -> name.startsWith("manifest"));
    refuses("manifest-summary.json: it is unfinished");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("has no manifest-summary.json, so there is no export");
  }

  @Test
  void otherVersionsTypesAndFormatsAreRefused() {
    String summary = written.text("manifest-summary.json");

    written.manifest("manifest-summary", summary.replace("2020-06-30", "2031-01-01"));
    refuses("has version 2031-01-01, which is not known");
    written.manifest(
        "manifest-summary", summary.replaceFirst("\\{", "{\"exportType\":\"DIFFERENCE\","));
    refuses("is of type DIFFERENCE, which is not known");
    written.manifest("manifest-summary", summary.replace("DYNAMODB_JSON", "CSV"));
    refuses("has output format CSV");
    written.manifest("manifest-summary", summary.replace("\"itemCount\"", "\"items\""));
    refuses("manifest-summary.json cannot be parsed: itemCount is missing");
  }

  @Test
  void aMissingFileIsNamed() {
    written.files().remove(ONE);
    refuses(ONE + " is missing: 1 of 5 that manifest-files.json lists are");
  }

  @Test
  void anExtraFileIsNamedUnlessItIsNoData() {
    written.files().put("data/.part01.json.gz.crc", new byte[3]);
    written.files().put("data/part01.json.gz.md5", new byte[3]);
    assertThat(read(open(), 1)).hasSize(100);
    written.files().put("data/part77.json.gz", written.files().get(ONE));
    refuses("part77.json.gz is not listed in manifest-files.json");
  }

  @Test
  void anExtraFileInAFolderIsNamed() {
    written.files().put("data/_temporary/part77.json.gz", written.files().get(ONE));
    written.files().put("data/sub/.part77.json.gz.crc", new byte[3]);
    assertThat(read(open(), 1)).hasSize(100);
    written.files().put("data/sub/part77.json.gz", written.files().get(ONE));
    refuses("data/sub/part77.json.gz is not listed in manifest-files.json");
    String bucket = written.inBucket(TestServers.bucket());
    assertThatThrownBy(
            () -> PointInTimeExport.open(ExportLocation.parse(bucket), TestServers.settings()))
        .hasMessageContaining(bucket + "/data/sub/part77.json.gz is not listed");
  }

  /** A folder of exports may have the data of incremental ones, too. */
  @Test
  void theFolderOfExportsIsNoExport() {
    WrittenExport later =
        ExportWriter.of("Log", items(3)).id("01700000000009-0a1b2c3d").write();
    WrittenExport unfinished =
        ExportWriter.of("Log", items(3)).id("01700000000008-0a1b2c3d").write();
    unfinished.files().keySet().removeIf(name -> name.startsWith("manifest"));
    written.files().put("../data/part01.json.gz", new byte[3]);
    String bucket = TestServers.bucket();
    for (WrittenExport each : List.of(written, later, unfinished)) {
      each.in(folder);
      each.inBucket(bucket);
    }
    String ids = "It has " + later.id() + ", " + unfinished.id() + " (unfinished), " + written.id();
    for (String exports :
        List.of(folder + "/exports/AWSDynamoDB", "s3://" + bucket + "/exports/AWSDynamoDB/")) {
      String place = exports.replaceFirst("/$", "");
      isRefused(
          exports,
          place + " is a folder of exports, and not one of them. " + ids,
          place + "/" + later.id());
      String around = place.replace("/AWSDynamoDB", "");
      isRefused(around, around + " is a folder of exports", ids, place + "/" + later.id());
    }
  }

  @Test
  void aPartOfAnExportIsNoExport() {
    String own = written.in(folder).toString();
    String inBucket = written.inBucket(TestServers.bucket());
    for (String place : List.of(own, inBucket)) {
      for (String file : List.of("manifest-summary.json", "manifest-files.md5", ONE)) {
        isRefused(place + "/" + file, "is a file", "Give the export's folder, " + place + ".");
      }
      isRefused(
          place + "/data", "is a part of an export", "Give the export's folder, " + place + ".");
    }
  }

  private static void isRefused(String location, String... words) {
    assertThatThrownBy(
            () -> PointInTimeExport.open(ExportLocation.parse(location), TestServers.settings()))
        .isInstanceOfSatisfying(
            ResourceUnavailableException.class,
            e -> assertThat(e.getMessage() + " " + e.remedy()).contains(words));
  }

  @Test
  void filesListedTwiceOrElsewhereAreRefused() {
    String files = written.text("manifest-files.json");
    String first = files.lines().findFirst().orElseThrow();

    written.manifest("manifest-files", files + first + "\n");
    refuses("manifest-files.json lists exports/AWSDynamoDB/" + written.id()
        + "/data/part00.json.gz twice");
    written.manifest("manifest-files", files.replace(written.id(), "01700000000000-ffffffff"));
    refuses("which is no data file of this export");
    written.manifest("manifest-files", files.replace("/part01", "/../part01"));
    refuses("which is no data file of this export");
    written.manifest("manifest-files", "");
    refuses("manifest-files.json lists no file");
    written.manifest("manifest-files", files.replaceFirst("\"itemCount\":25", "\"itemCount\":24"));
    refuses("manifest-files.json lists 99 items, but manifest-summary.json states 100");
    written.files().remove("manifest-files.json");
    refuses("manifest-files.json is missing");
  }

  @Test
  void aChangedManifestIsNamed() {
    byte[] summary = written.files().get("manifest-summary.json");
    summary[summary.length - 3] ^= 1;
    refuses("manifest-summary.json has another MD5 than manifest-summary.md5 states");
  }

  @Test
  void ofFilesWithAnotherNumberOfItemsNothingIsComplete() {
    String files = written.text("manifest-files.json");
    List<String> lines = files.lines().toList();
    written.manifest(
        "manifest-files",
        lines.get(0).replace("\"itemCount\":25", "\"itemCount\":26") + "\n"
            + lines.get(1).replace("\"itemCount\":25", "\"itemCount\":24") + "\n"
            + String.join("\n", lines.subList(2, 5)) + "\n");

    assertThatThrownBy(() -> read(open(), 1))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("part00.json.gz has 25 items, but manifest-files.json states 26");
  }

  /** Whatever happens to a data file, none of its items is read. */
  @Test
  void damagedFilesAreNamedBeforeTheirFirstItem() {
    Random random = new Random(7);
    byte[] whole = written.files().get(ONE);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = damaged(whole, random);
      written.files().put(ONE, damaged);
      PointInTimeExport export = open();
      DataFile file = export.files().get(1);
      assertThat(file.path()).isEqualTo(ONE);
      try (PageSource pages = pages(export, List.of(file), PageSource.START)) {
        assertThatThrownBy(pages::hasNext)
            .isInstanceOf(ResourceUnavailableException.class)
            .hasMessageContaining(ONE + " has another MD5");
      }
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] changed = Arrays.copyOf(whole, whole.length);
    int at = random.nextInt(whole.length);
    switch (random.nextInt(3)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed = Arrays.copyOf(whole, at);
      default -> {
        changed = Arrays.copyOf(whole, whole.length + at + 1);
        System.arraycopy(whole, 0, changed, whole.length, at);
      }
    }
    return changed;
  }

  /** Files that match their digests and are not what DynamoDB writes. */
  @Test
  void filesOfAnotherFormatAreNamed() {
    for (String line : List.of("{\"id\":{\"S\":\"a\"}}", "", "{\"Item\":", "[1]")) {
      replace(ExportWriter.gzip(List.of(line)));
      assertThatThrownBy(() -> read(open(), 1))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining(ONE + " has no {\"Item\":{…}} in line 1");
    }
    replace(ExportWriter.gzip(List.of("{\"Item\":{\"id\":{\"S\":\"a\"},},\"id\":1}")));
    assertThatThrownBy(() -> read(open(), 1))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining(ONE + ": page 0 is no DynamoDB JSON");
    replace("no gzip".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> read(open(), 1))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining(ONE + " is no sound gzip file");
  }

  private void replace(byte[] bytes) {
    WrittenExport fresh = ExportWriter.of("Log", items(100)).write();
    String old = Md5.end(ExportWriter.digested(fresh.files().get(ONE)));
    written.files().putAll(fresh.files());
    written.files().put(ONE, bytes);
    written.manifest(
        "manifest-files",
        fresh.text("manifest-files.json").replace(old, Md5.end(ExportWriter.digested(bytes))));
  }

  private void refuses(String message) {
    deleteAll();
    assertThatThrownBy(this::open)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining(message);
  }

  private void deleteAll() {
    try {
      org.apache.commons.io.FileUtils.cleanDirectory(folder.toFile());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private PointInTimeExport open() {
    return open(written);
  }

  private PointInTimeExport open(WrittenExport export) {
    return open(export.in(folder));
  }

  private static PointInTimeExport open(Path own) {
    return PointInTimeExport.open(ExportLocation.parse(own.toString()), NOWHERE);
  }

  static PageSource pages(PointInTimeExport export, List<DataFile> files, String from) {
    return new ExportPages(
        export, files, TestServers.settings(), CapacityBroker.UNLIMITED, from, PageDemand.all(0));
  }

  private static List<String> read(PointInTimeExport export, int tasks) {
    List<String> ids = new ArrayList<>();
    for (List<DataFile> files : export.divided(tasks)) {
      try (PageSource pages = pages(export, files, PageSource.START)) {
        pages.forEachRemaining(page -> ids.addAll(idsOf(page)));
      }
    }
    return ids;
  }

  private static List<String> idsOf(Page page) {
    List<String> ids = new ArrayList<>();
    for (ItemCursor cursor = new ItemCursor(page); cursor.hasNext(); ) {
      ids.add(cursor.next(in -> {
        int start = in.position();
        in.skip();
        return in.since(start).replaceAll(".*\"id\":\\{\"S\":\"(\\w+)\"}.*", "$1");
      }));
    }
    return ids;
  }

  private static List<String> ids(int number) {
    return IntStream.range(0, number).mapToObj(n -> "i" + n).toList();
  }

  /** Items of 10 KB. */
  private static List<Map<String, AttributeValue>> wide(int number) {
    return IntStream.range(0, number)
        .mapToObj(n -> Map.of(
            "id", AttributeValue.fromS("i" + n),
            "text", AttributeValue.fromS(Integer.toString(n % 7).repeat(10_000))))
        .toList();
  }
}
