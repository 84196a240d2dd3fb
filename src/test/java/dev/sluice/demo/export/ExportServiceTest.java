package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportConflictException;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportSummary;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.InvalidExportTimeException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ListExportsResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.S3SseAlgorithm;

/** What the front answers, by the SDK's reading, and what it writes. */
final class ExportServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ExportingServers servers;

  @BeforeAll
  static void start() {
    servers = new ExportingServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @AfterEach
  void reset() {
    servers.control().reset();
  }

  private static Map<String, AttributeValue> everyType(int n) {
    return Map.ofEntries(
        Map.entry("id", AttributeValue.fromS("i" + n)),
        Map.entry("n", AttributeValue.fromN(n + "E+100")),
        Map.entry("digits", AttributeValue.fromN("0." + "1234567890".repeat(3) + n)),
        Map.entry("s", AttributeValue.fromS("ä\n\t\"\\ 'x' \u2028 😀")),
        Map.entry("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, (byte) n}))),
        Map.entry("bool", AttributeValue.fromBool(n % 2 == 0)),
        Map.entry("nul", AttributeValue.fromNul(true)),
        Map.entry("ss", AttributeValue.fromSs(List.of("a", "b" + n))),
        Map.entry("ns", AttributeValue.fromNs(List.of("1", "-2.5"))),
        Map.entry("bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x" + n)))),
        Map.entry("empty list", AttributeValue.fromL(List.of())),
        Map.entry(
            "a.b-c",
            AttributeValue.fromM(
                Map.of("12", AttributeValue.fromL(List.of(AttributeValue.fromN("7")))))));
  }

  /** DynamoDB itself reads the lines. */
  @Test
  void itsItemsPutIntoAnotherTableAreThatTable() throws Exception {
    String table = servers.recoverableTable();
    for (int n = 0; n < 40; n++) {
      servers.put(table, everyType(n));
    }
    String bucket = servers.bucket();
    List<Map<String, AttributeValue>> then = servers.scan(table);
    servers.control().lasting(Duration.ofMinutes(10));
    ExportDescription begun = servers.export(table, r -> r.s3Bucket(bucket).s3Prefix("some/dir"));
    servers.put(table, "i1", "changed later");

    assertThat(begun.exportStatus()).isEqualTo(ExportStatus.IN_PROGRESS);
    assertThat(keys(bucket)).containsExactly("some/dir/AWSDynamoDB/" + id(begun) + "/_started");
    servers.control().forward(Duration.ofMinutes(11));
    ExportDescription ended = servers.describe(begun.exportArn());
    assertThat(ended.exportStatus()).isEqualTo(ExportStatus.COMPLETED);
    assertThat(ended.itemCount()).isEqualTo(40);
    assertThat(Duration.between(ended.startTime(), ended.endTime()))
        .isGreaterThan(Duration.ofMinutes(10));

    String copy = servers.table();
    for (JsonNode line : servers.lines(ended)) {
      putRaw(copy, line.get("Item"));
    }
    assertThat(servers.scan(copy)).hasSize(40).containsExactlyInAnyOrderElementsOf(then);
  }

  @Test
  void theManifestsAndTheirDigestsAreThoseOfTheFiles() throws Exception {
    String table = servers.recoverableTable();
    for (int n = 0; n < 30; n++) {
      servers.put(table, "i" + n, "v");
    }
    String bucket = servers.bucket();
    ExportDescription export = servers.completed(table, r -> r.s3Bucket(bucket));

    String folder = "AWSDynamoDB/" + id(export) + "/";
    assertThat(id(export)).matches("\\d{14}-[0-9a-f]{8}");
    assertThat(export.exportManifest()).isEqualTo(folder + "manifest-summary.json");
    assertThat(servers.text(bucket, folder + "manifest-summary.md5"))
        .isEqualTo(md5(bytes(bucket, folder + "manifest-summary.json")));
    assertThat(servers.text(bucket, folder + "manifest-files.md5"))
        .isEqualTo(md5(bytes(bucket, folder + "manifest-files.json")));
    JsonNode summary = JSON.readTree(bytes(bucket, export.exportManifest()));
    assertThat(summary.path("itemCount").asInt()).isEqualTo(30);
    assertThat(summary.path("exportArn").asText()).isEqualTo(export.exportArn());
    assertThat(Instant.parse(summary.path("exportTime").asText())).isEqualTo(export.exportTime());
    List<Integer> counts = new ArrayList<>();
    for (String line :
        servers.text(bucket, folder + "manifest-files.json").lines().toList()) {
      JsonNode file = JSON.readTree(line);
      byte[] data = bytes(bucket, file.path("dataFileS3Key").asText());
      assertThat(file.path("dataFileS3Key").asText())
          .startsWith(folder + "data/")
          .endsWith(".json.gz");
      assertThat(file.path("md5Checksum").asText()).isEqualTo(md5(data));
      assertThat(file.path("etag").asText())
          .isEqualTo(HexFormat.of().formatHex(digest(digest(data))) + "-1");
      assertThat(gunzip(data)).hasSize(file.path("itemCount").asInt());
      counts.add(file.path("itemCount").asInt());
    }
    assertThat(counts).hasSizeGreaterThan(3).contains(0);
    assertThat(counts.stream().mapToInt(n -> n).sum()).isEqualTo(30);
  }

  @Test
  void theSameTokenIsTheSameExportForEightHours() {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    ExportDescription first = servers.export(table, r -> r.s3Bucket(bucket).clientToken("t1"));

    assertThat(first.clientToken()).isEqualTo("t1");
    assertThat(first.exportTypeAsString()).isNull();
    servers.control().forward(Duration.ofHours(7).plusMinutes(59));
    assertThat(servers.export(table, r -> r.s3Bucket(bucket).clientToken("t1")).exportArn())
        .isEqualTo(first.exportArn());
    assertThatThrownBy(
            () -> servers.export(table, r -> r.s3Bucket(bucket).s3Prefix("p").clientToken("t1")))
        .isInstanceOf(ExportConflictException.class)
        .hasMessageContaining("Duplicate request detected");
    servers.control().forward(Duration.ofMinutes(2));
    assertThat(servers.export(table, r -> r.s3Bucket(bucket).clientToken("t1")).exportArn())
        .isNotEqualTo(first.exportArn());
    assertThat(servers.export(table, r -> r.s3Bucket(bucket)).clientToken()).isNotBlank();
  }

  @Test
  void whatGoesWrongLaterIsTold() {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    ExportDescription begun = servers.export(table, r -> r.s3Bucket("no-such-bucket"));
    assertThat(begun.exportStatus()).isEqualTo(ExportStatus.IN_PROGRESS);
    failed(begun, "S3NoSuchBucket");
    failed(
        servers.export(table, r -> r.s3Bucket(bucket).s3BucketOwner("123456789012")),
        "S3AccessDenied");
    servers.control().failing("KMSAccessDenied", "no access to the key");
    failed(servers.export(table, r -> r.s3Bucket(bucket)), "KMSAccessDenied");
    servers.control().encrypting("known-key");
    failed(encrypted(table, bucket, "unknown-key"), "S3KMS.NotFoundException");
    ExportDescription encrypted = encrypted(table, bucket, "known-key");
    assertThat(servers.describe(encrypted.exportArn()).exportStatus())
        .isEqualTo(ExportStatus.COMPLETED);
    assertThat(encrypted.s3SseKmsKeyId()).isEqualTo("known-key");

    servers.control().limited(1, Duration.ofHours(1));
    servers.export(table, r -> r.s3Bucket(bucket));
    assertThatThrownBy(() -> servers.export(table, r -> r.s3Bucket(bucket)))
        .isInstanceOf(LimitExceededException.class);
    servers.control().forward(Duration.ofHours(1));
    assertThat(servers.export(table, r -> r.s3Bucket(bucket)).exportStatus())
        .isEqualTo(ExportStatus.IN_PROGRESS);
  }

  private static ExportDescription encrypted(String table, String bucket, String key) {
    return servers.export(
        table, r -> r.s3Bucket(bucket).s3SseAlgorithm(S3SseAlgorithm.KMS).s3SseKmsKeyId(key));
  }

  private static void failed(ExportDescription begun, String code) {
    ExportDescription ended = servers.describe(begun.exportArn());
    assertThat(ended.exportStatus()).isEqualTo(ExportStatus.FAILED);
    assertThat(ended.failureCode()).isEqualTo(code);
    assertThat(ended.failureMessage()).isNotBlank();
  }

  @Test
  void listsPageByPageNewestFirst() {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    List<String> arns = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      arns.add(0, servers.completed(table, r -> r.s3Bucket(bucket)).exportArn());
    }

    List<String> listed = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    for (ListExportsResponse page : servers.dynamoDb.listExportsPaginator(
        r -> r.tableArn(servers.arn(table)).maxResults(2))) {
      pages.add(page.exportSummaries().size());
      page.exportSummaries().forEach(summary -> listed.add(summary.exportArn()));
      assertThat(page.exportSummaries())
          .extracting(ExportSummary::exportStatus)
          .containsOnly(ExportStatus.COMPLETED);
    }
    assertThat(listed).isEqualTo(arns);
    assertThat(pages).containsExactly(2, 2, 1);
    servers.dynamoDb.deleteTable(r -> r.tableName(table));
    assertThat(servers.dynamoDb.listExports(r -> {}).exportSummaries())
        .extracting(ExportSummary::exportArn)
        .doesNotContainAnyElementsOf(arns);
    assertThat(servers.describe(arns.get(0)).exportStatus()).isEqualTo(ExportStatus.COMPLETED);
    servers.control().forward(Duration.ofDays(91));
    assertThatThrownBy(() -> servers.describe(arns.get(0)))
        .isInstanceOf(ExportNotFoundException.class);
  }

  @Test
  void recoveryHasItsTimes() {
    String table = servers.table();
    assertThat(recovery(table).pointInTimeRecoveryStatus())
        .isEqualTo(PointInTimeRecoveryStatus.DISABLED);
    Instant enabled = servers.control().forward(Duration.ZERO);
    servers.recover(table, true);
    Instant now = servers.control().forward(Duration.ofDays(20));

    PointInTimeRecoveryDescription on = recovery(table);
    assertThat(on.pointInTimeRecoveryStatus()).isEqualTo(PointInTimeRecoveryStatus.ENABLED);
    assertThat(Duration.between(enabled, on.earliestRestorableDateTime()))
        .isLessThan(Duration.ofSeconds(20));
    assertThat(Duration.between(on.latestRestorableDateTime(), now.minus(Duration.ofMinutes(5)))
            .abs())
        .isLessThan(Duration.ofSeconds(20));
    Instant later = servers.control().forward(Duration.ofDays(30));
    assertThat(Duration.between(recovery(table).earliestRestorableDateTime(), later))
        .isBetween(Duration.ofDays(34), Duration.ofDays(36));
    servers.recover(table, false);
    assertThat(recovery(table).pointInTimeRecoveryStatus())
        .isEqualTo(PointInTimeRecoveryStatus.DISABLED);
  }

  private static PointInTimeRecoveryDescription recovery(String table) {
    return servers
        .dynamoDb
        .describeContinuousBackups(r -> r.tableName(table))
        .continuousBackupsDescription()
        .pointInTimeRecoveryDescription();
  }

  @Test
  void aPastTimeIsThatStateIfItIsWithinRecovery() throws Exception {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    servers.put(table, "a", "old");
    Instant before = servers.control().forward(Duration.ZERO);
    servers.control().forward(Duration.ofHours(1));
    servers.put(table, "a", "new");
    servers.put(table, "b", "new");
    servers.control().forward(Duration.ofHours(1));

    List<JsonNode> then = servers.lines(servers.completed(
        table, r -> r.s3Bucket(bucket).exportTime(before.plus(Duration.ofMinutes(30)))));
    assertThat(then)
        .singleElement()
        .isEqualTo(JSON.readTree("{\"Item\":{\"id\":{\"S\":\"a\"},\"value\":{\"S\":\"old\"}}}"));
    assertThat(servers
            .completed(
                table, r -> r.s3Bucket(bucket).exportTime(before.plus(Duration.ofMinutes(90))))
            .itemCount())
        .isEqualTo(2);
    for (Duration outside : List.of(Duration.ofHours(-1), Duration.ofHours(2))) {
      assertThatThrownBy(
              () -> servers.export(table, r -> r.s3Bucket(bucket).exportTime(before.plus(outside))))
          .isInstanceOf(InvalidExportTimeException.class)
          .hasMessageContaining("outside of the point in time recovery window");
    }
  }

  @Test
  void anIncrementalExportHasTheNetChangesOfItsWindow() throws Exception {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    for (String id : List.of("same", "changed", "gone", "back")) {
      servers.put(table, id, "1");
    }
    Instant from = servers.control().forward(Duration.ofHours(1)).minus(Duration.ofMinutes(10));
    servers.put(table, "changed", "2");
    servers.put(table, "back", "2");
    servers.put(table, "passing", "2");
    servers.control().forward(Duration.ofMinutes(30));
    servers.put(table, "back", "1");
    servers.put(table, "new", "3");
    servers.dynamoDb.deleteItem(
        r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("gone"))));
    servers.dynamoDb.deleteItem(
        r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("passing"))));
    Instant to = servers.control().forward(Duration.ofMinutes(30)).minus(Duration.ofMinutes(6));
    servers.put(table, "changed", "after the window");

    ExportDescription export = servers.completed(table, r -> r.s3Bucket(bucket)
        .s3Prefix("nightly")
        .exportType(ExportType.INCREMENTAL_EXPORT)
        .incrementalExportSpecification(w -> w.exportFromTime(from).exportToTime(to)));

    assertThat(export.itemCount()).isEqualTo(4);
    assertThat(export.exportType()).isEqualTo(ExportType.INCREMENTAL_EXPORT);
    Map<String, JsonNode> changes = new TreeMap<>();
    for (JsonNode change : servers.lines(export)) {
      changes.put(change.at("/Keys/id/S").asText(), change);
    }
    assertThat(changes).containsOnlyKeys("changed", "gone", "new", "back");
    assertThat(changes.get("changed").at("/NewImage/value/S").asText()).isEqualTo("2");
    assertThat(changes.get("changed").at("/OldImage/value/S").asText()).isEqualTo("1");
    assertThat(changes.get("back").get("NewImage"))
        .isEqualTo(changes.get("back").get("OldImage"));
    assertThat(changes.get("gone").has("NewImage")).isFalse();
    assertThat(changes.get("new").has("OldImage")).isFalse();
    assertThat(changes.values()).allSatisfy(change -> assertThat(Instant.ofEpochSecond(
            0, change.at("/Metadata/WriteTimestampMicros/N").asLong() * 1000))
        .isBetween(from, to));
    assertThat(keys(bucket))
        .filteredOn(key -> key.endsWith(".gz"))
        .allMatch(key -> key.startsWith("nightly/AWSDynamoDB/data/"));
    JsonNode summary = JSON.readTree(bytes(bucket, export.exportManifest()));
    assertThat(summary.path("outputView").asText()).isEqualTo("NEW_AND_OLD_IMAGES");
    assertThat(Instant.parse(summary.path("exportFromTime").asText()))
        .isEqualTo(from.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Items are written one after the other, again and again, so at any instant the first ones are at most one ahead. */
  @Tag("thorough")
  @Test
  void anExportIsOfOneInstant() throws Exception {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    String wide = "x".repeat(100_000); // several pages
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> {
      int round = 0;
      for (; !ended.get() || round < 2; round++) {
        for (int n = 0; n < 40; n++) {
          servers.put(
              table,
              Map.of(
                  "id", AttributeValue.fromS("i" + n),
                  "round", AttributeValue.fromN("" + round),
                  "wide", AttributeValue.fromS(wide)));
        }
      }
      return round;
    });
    Set<Integer> seen = new TreeSet<>();
    for (int export = 0; export < 15 || seen.size() < 3; export++) {
      List<Integer> rounds = new ArrayList<>(Collections.nCopies(40, -1));
      for (JsonNode line : servers.lines(servers.completed(table, r -> r.s3Bucket(bucket)))) {
        JsonNode item = line.get("Item");
        rounds.set(
            Integer.parseInt(item.at("/id/S").asText().substring(1)),
            item.at("/round/N").asInt());
      }
      assertThat(rounds).isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(rounds.get(0) - rounds.get(39)).isLessThanOrEqualTo(1);
      seen.add(rounds.get(0));
    }
    ended.set(true);
    assertThat(writer.get()).isGreaterThan(2);
  }

  /** The SDK would not tell: it accepts an answer without a checksum. */
  @Test
  void answersHaveTheirChecksumAndTheClocksDate() {
    Instant now = servers.control().forward(Duration.ofDays(1));
    HttpResponse<String> own = servers.send("ListExports", "{}");
    HttpResponse<String> passed = servers.send("ListTables", "{}");

    CRC32 checksum = new CRC32();
    checksum.update(own.body().getBytes(StandardCharsets.UTF_8));
    assertThat(own.headers().firstValue("x-amz-crc32"))
        .hasValue(Long.toString(checksum.getValue()));
    assertThat(own.headers().firstValue("content-type")).hasValue("application/x-amz-json-1.0");
    assertThat(List.of(own, passed)).allSatisfy(answer -> {
      Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(
          answer.headers().firstValue("date").orElseThrow(), Instant::from);
      assertThat(Duration.between(now, date).abs()).isLessThan(Duration.ofSeconds(20));
    });
  }

  private static void putRaw(String table, JsonNode item) {
    String body =
        JSON.createObjectNode().put("TableName", table).set("Item", item).toString();
    HttpResponse<String> answer = servers.send("PutItem", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String id(ExportDescription export) {
    return export.exportArn().substring(export.exportArn().lastIndexOf('/') + 1);
  }

  private static List<String> keys(String bucket) {
    return servers.s3.listObjectsV2(r -> r.bucket(bucket)).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  private static byte[] bytes(String bucket, String key) {
    return servers.s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
  }

  private static List<String> gunzip(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static String md5(byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(digest(bytes));
  }

  private static byte[] digest(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("MD5").digest(bytes);
  }
}
