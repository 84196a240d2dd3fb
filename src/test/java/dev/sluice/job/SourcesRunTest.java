package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import dev.sluice.summary.SummarySettings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Several tables by one command: each a run of its own, one board of all. */
final class SourcesRunTest {
  private static final String SUMMARY = TestServers.table("sources-summary");
  private static final String CLICKS = TestServers.table("clicks");
  private static final String ORDERS = TestServers.table("orders");
  /** Without times, so that a gate fails. */
  private static final String UNDATED = TestServers.table("undated");

  private final CommandLine cli = new CommandLine();
  private final String namespace = TestServers.table("night");

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
    fill(CLICKS, "ranker", "2026-10-19T10:00:00Z", 7);
    fill(ORDERS, "fraud", "2026-10-18T10:00:00Z", 10);
    fill(UNDATED, "churn", "some day", 4);
  }

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(folder.resolve("c.conf"), """
        sluice {
          aws { region = us-east-1, dynamodb-endpoint = "%s" }
          dataset.root = "%s"
          summary { table = %s, namespace = %s }
          sources {
            clicks.source.table = %s
            orders.source.table = %s
          }
        }
        """.formatted(
            TestServers.dynamoDbEndpoint(),
            folder.resolve("lake"),
            SUMMARY,
            namespace,
            CLICKS,
            ORDERS));
  }

  /** One is missing, one fails a gate: the other is done, and the same run id goes on. */
  @Test
  void oneThatFailsStopsNoOther() throws IOException {
    String missing = TestServers.table("later");
    String[] sets = {
      "sources.orders.source.table=" + missing, "sources.undated.source.table=" + UNDATED
    };
    assertThat(sluice("run", sets)).as(cli.err()).isEqualTo(3);

    JsonNode all = cli.json();
    assertThat(codes(all)).isEqualTo(Map.of("clicks", 0, "orders", 3, "undated", 4));
    assertThat(all.path("runId").asText()).isEqualTo("night-1");
    assertThat(all.at("/sources/clicks/runId").asText()).isEqualTo("night-1-clicks");
    assertThat(all.at("/items/written").asInt()).isEqualTo(11);
    assertThat(all.at("/error/message").asText()).startsWith("source orders: ").contains(missing);
    assertThat(all.path("errors"))
        .extracting(error -> error.path("source").asText())
        .containsExactly("orders", "undated");
    assertThat(cli.err().lines().filter(line -> line.startsWith("sluice: ")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("sluice: orders: "))
        .anyMatch(line -> line.startsWith("sluice: undated: "));
    assertThat(folder.resolve("lake/clicks/snapshots/night-1-clicks/manifest.json"))
        .exists();
    assertThat(folder.resolve("lake/clicks/reports/night-1-clicks.html")).exists();
    assertThat(folder.resolve("lake/clicks/latest.json")).exists();
    // of one day, whenever their turn comes
    assertThat(begun("orders")).isEqualTo(begun("clicks"));
    assertThat(board(namespace)).containsExactly("clicks#ranker 7");
    assertThat(board(namespace + "#clicks")).containsExactly("ranker 7");
    assertThat(runState("clicks")).isEqualTo("done");
    assertThat(runState("undated")).isEqualTo("failed");

    fill(missing, "fraud", "2026-10-18T10:00:00Z", 3);
    assertThat(sluice("run", sets)).as(cli.err()).isEqualTo(4);
    JsonNode again = cli.json();
    assertThat(again.at("/sources/clicks")).isEqualTo(all.at("/sources/clicks"));
    assertThat(again.at("/sources/undated")).isEqualTo(all.at("/sources/undated"));
    assertThat(board(namespace)).containsExactly("clicks#ranker 7", "orders#fraud 3");
    assertThat(sluice("run", sets)).isEqualTo(4);
    assertThat(cli.json()).isEqualTo(again);
  }

  /** The first two are read at the same time: neither scan is answered before the other has begun, and no third has. */
  @Test
  void twoAtATimeAreRunSideBySide() throws Exception {
    Map<String, CountDownLatch> begun =
        Map.of(CLICKS, new CountDownLatch(1), ORDERS, new CountDownLatch(1));
    AtomicBoolean thirdToo = new AtomicBoolean();
    try (FaultyDynamoDb dynamoDb = FaultyDynamoDb.start().otherwise(request -> {
      CountDownLatch mine = begun.get(scanned(request));
      if (mine != null) {
        mine.countDown();
        begun.values().forEach(SourcesRunTest::await);
      } else if (scanned(request).equals(UNDATED)) {
        thirdToo.compareAndSet(
            false, begun.values().stream().anyMatch(latch -> latch.getCount() > 0));
      }
      return InjectedFault.NONE;
    })) {
      assertThat(sluice(
              "run",
              "aws.dynamodb-endpoint=" + dynamoDb.endpoint(),
              "sources.clicks.source.segments=1",
              "sources.orders.source.segments=1",
              "sources.undated.source.table=" + UNDATED))
          .as(cli.err())
          .isEqualTo(4);
    }

    assertThat(begun.values()).allMatch(latch -> latch.getCount() == 0);
    assertThat(thirdToo).isFalse();
    assertThat(codes(cli.json())).isEqualTo(Map.of("clicks", 0, "orders", 0, "undated", 4));
    assertThat(board(namespace)).containsExactly("clicks#ranker 7", "orders#fraud 10");
    assertThat(cli.err().lines())
        .anyMatch(line -> line.startsWith("clicks: "))
        .anyMatch(line -> line.startsWith("orders: "));
  }

  /** A Spark session reaches S3 in one way at a time. */
  @Tag("thorough")
  @Test
  void thoseThatReachS3InOtherWaysHaveTheirTurnsOneAfterTheOther() {
    try (FaultyDynamoDb dynamoDb = FaultyDynamoDb.start()) {
      assertThat(sluice(
              "run",
              "aws.dynamodb-endpoint=" + dynamoDb.endpoint(),
              "sources.orders.aws.s3-endpoint=" + TestServers.s3Endpoint()))
          .as(cli.err())
          .isZero();
      List<String> scanned =
          dynamoDb.requests("Scan").stream().map(SourcesRunTest::scanned).toList();
      assertThat(scanned).contains(CLICKS, ORDERS).isSorted();
    }
  }

  /** The table of a Scan; empty: another request. */
  private static String scanned(DynamoDbRequest request) {
    String table = request.body().path("TableName").asText();
    return request.operation().equals("Scan") ? table.substring(table.lastIndexOf('/') + 1) : "";
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothingIsStartedWhereOneIsWrong() throws IOException {
    assertThat(sluice(
            "run", "sources.orders.source.segmnts=3", "sources.clicks.events.latency-unit=hours"))
        .isEqualTo(2);

    assertThat(cli.json().at("/error/message").asText())
        .contains("sluice.sources.orders.source.segmnts = 3")
        .contains("sluice.sources.clicks.events.latency-unit = hours");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {58, 64})
  void aRunIdHasRoomForTheNames(int length) throws IOException {
    assertThat(command("run", "r".repeat(length))).isEqualTo(2);

    assertThat(cli.json().at("/error/message").asText())
        .contains("--run-id", "longer than 64 characters");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  /** The row of a source that fails on another night stays. */
  @Tag("thorough")
  @Test
  void theBoardKeepsWhatAFailedSourceHad() throws IOException {
    assertThat(sluice("run")).as(cli.err()).isZero();
    assertThat(
            command("run", "night-2", "sources.orders.source.table=" + TestServers.table("gone")))
        .isEqualTo(3);
    assertThat(board(namespace)).containsExactly("clicks#ranker 7", "orders#fraud 10");

    // another model's row stands beside it
    assertThat(command(
            "run", "night-3", "sources.clicks=null", "sources.orders.source.table=" + CLICKS))
        .as(cli.err())
        .isZero();
    assertThat(cli.json().path("sources")).hasSize(1);
    assertThat(board(namespace))
        .containsExactly("clicks#ranker 7", "orders#fraud 10", "orders#ranker 7");
  }

  /** Killed after the last row of its own, before its row on the board of all. */
  @Tag("thorough")
  @Test
  void aKilledSourceGoesOnToTheBoardOfAll() throws IOException {
    assertThat(sluice("run")).as(cli.err()).isZero();
    JsonNode before = cli.json();
    Path run = folder.resolve("lake/orders/runs/night-1-orders");
    try (DirectoryStream<Path> results = Files.newDirectoryStream(run, "run-*.json")) {
      for (Path result : results) {
        Files.delete(result);
      }
    }
    TestServers.dynamoDb().deleteItem(delete -> delete
        .tableName(SUMMARY)
        .key(Map.of(
            "pk", AttributeValue.fromS(namespace + "#BOARD"),
            "sk", AttributeValue.fromS("orders#fraud"))));
    assertThat(board(namespace)).containsExactly("clicks#ranker 7");

    assertThat(sluice("run")).as(cli.err()).isZero();
    assertThat(board(namespace)).containsExactly("clicks#ranker 7", "orders#fraud 10");
    assertThat(cli.json().at("/sources/orders/items"))
        .isEqualTo(before.at("/sources/orders/items"));
    assertThat(cli.json().at("/sources/clicks")).isEqualTo(before.at("/sources/clicks"));
  }

  @Tag("thorough")
  @Test
  void everyCommandIsAboutAllOfThem() throws IOException {
    assertThat(command("plan", null)).as(cli.err()).isZero();
    assertThat(cli.json().at("/sources/orders/tables/0/itemCount").asInt()).isEqualTo(10);
    assertThat(cli.json().at("/total/readUnits").isNumber()).isTrue();

    assertThat(command("export", null)).as(cli.err()).isZero();
    String runId = cli.json().path("runId").asText();
    assertThat(cli.json().at("/sources/clicks/runId").asText()).isEqualTo(runId + "-clicks");
    assertThat(command("analyze", null)).as(cli.err()).isZero();
    assertThat(cli.json().has("runId")).isFalse();
    assertThat(cli.json().at("/sources/clicks/report").asText()).contains("/lake/clicks/reports/");
    assertThat(command("publish", null)).as(cli.err()).isZero();
    assertThat(cli.json().at("/sources/clicks/boardOfAll/rows").asInt()).isEqualTo(1);
    assertThat(board(namespace)).containsExactly("clicks#ranker 7", "orders#fraud 10");
    assertThat(command("verify", runId)).as(cli.err()).isZero();
    assertThat(cli.json().at("/sources/orders/differences")).isEmpty();

    assertThat(command("summary", null)).isZero();
    assertThat(cli.json().path("rows")).hasSize(2);
    assertThat(cli.json().at("/rows/0/sourceName").asText()).isEqualTo("clicks");
    assertThat(summary("orders#fraud").path("sources")).hasSize(1);
    assertThat(summary("orders#fraud").at("/sources/orders/summaryRows").asInt())
        .isEqualTo(2);
    assertThat(summary("fraud").path("sources")).hasSize(2);

    assertThat(command("init", null)).as(cli.err()).isZero();
    assertThat(cli.json().path("policy").toString()).contains("table/" + CLICKS, "table/" + ORDERS);
    assertThat(cli.json().path("created").asBoolean()).isFalse();

    assertThat(command("demo", null)).isEqualTo(2);
    assertThat(cli.json().at("/error/message").asText()).contains("sluice.sources");
  }

  /** The text for a person: each source, then the board of all. */
  @Tag("thorough")
  @Test
  void aPersonSeesEachAndTheBoard() {
    assertThat(cli.run("run", "--config", folder.resolve("c.conf").toString(), "--run-id", "n"))
        .as(cli.err())
        .isZero();
    assertThat(cli.out())
        .startsWith("2 of 2 sources are done.")
        .contains("Run n-clicks: run is done.")
        .contains("Run n-orders: run is done.")
        .containsPattern("clicks#ranker +2026-10-19 +7")
        .containsPattern("orders#fraud +2026-10-18 +10");
    assertThat(cli.err()).contains("Source orders, 2 of 2");
  }

  private JsonNode summary(String model) throws IOException {
    assertThat(cli.run(
            "summary",
            "--json",
            "--config",
            folder.resolve("c.conf").toString(),
            "--kind",
            "latency",
            "--model",
            model))
        .as(cli.err())
        .isZero();
    return cli.json();
  }

  private static Map<String, Integer> codes(JsonNode all) {
    Map<String, Integer> codes = new HashMap<>();
    all.path("sources")
        .properties()
        .forEach(source ->
            codes.put(source.getKey(), source.getValue().path("exitCode").asInt()));
    return codes;
  }

  private String begun(String source) throws IOException {
    return Files.readString(
        folder.resolve("lake/" + source + "/runs/night-1-" + source + "/begun.json"));
  }

  /** Its keys with the requests, in the order of their keys. */
  private static List<String> board(String namespace) {
    return reader(namespace).board().stream()
        .map(row -> row.text("sk").orElseThrow() + " " + row.count("requests").orElseThrow())
        .toList();
  }

  private String runState(String source) {
    return reader(namespace + "#" + source)
        .run("night-1-" + source)
        .flatMap((SummaryRow row) -> row.text("state"))
        .orElse("");
  }

  private static SummaryReader reader(String namespace) {
    return new SummaryReader(
        TestServers.dynamoDb(), new SummarySettings(SUMMARY, namespace, Duration.ofDays(400)));
  }

  private int sluice(String command, String... sets) {
    return command(command, "night-1", sets);
  }

  private int command(String command, String runId, String... sets) {
    List<String> arguments = new ArrayList<>(
        List.of(command, "--json", "--config", folder.resolve("c.conf").toString()));
    if (runId != null) {
      arguments.addAll(List.of("--run-id", runId));
    }
    return cli.run(arguments, List.of(sets));
  }

  private static void fill(String table, String model, String time, int items) {
    TestServers.createTable(table);
    for (int i = 0; i < items; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("i" + i),
          "modelName", AttributeValue.fromS(model),
          "timestamp", AttributeValue.fromS(time),
          "latencyMs", AttributeValue.fromN("" + (10 + i)));
      TestServers.dynamoDb().putItem(put -> put.tableName(table).item(item));
    }
  }
}
