package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.TargetTables;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.LogLines;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lines that a run logs for its operator, at every level. */
final class LoggedRunTest {
  private static final int ITEMS = 300;

  /** In every text of every item, and in nothing else. */
  private static final String MARK = "zqx";

  private static String table;
  private static String summary;

  @TempDir
  Path folder;

  @BeforeAll
  static void create() {
    TestSpark.session();
    table = TestServers.table("logged");
    summary = TestServers.table("logged-summary");
    TestServers.createTable(table, List.of(new TableDescription.Key("requestId", "S")));
    new SummaryTable(TestServers.dynamoDb(), summary).createIfMissing();
    TargetTables.put(
        table,
        List.of(new TableDescription.Key("requestId", "S")),
        IntStream.range(0, ITEMS).mapToObj(LoggedRunTest::item));
  }

  private static Map<String, AttributeValue> item(int number) {
    return Map.of(
        "requestId", AttributeValue.fromS(MARK + "-" + number),
        "timestamp", AttributeValue.fromS("2026-10-19T%02d:00:00Z".formatted(number % 24)),
        "modelName", AttributeValue.fromS(MARK + "-model"),
        "modelVersion", AttributeValue.fromS(MARK + "-version"),
        "latencyMs", AttributeValue.fromN("7.1357" + (100 + number)),
        "prediction", AttributeValue.fromS(MARK + "-class" + number % 3),
        "text", AttributeValue.fromS((MARK + " ").repeat(1_000)));
  }

  @Test
  void whatARunDecidesIsLoggedOnceAndPagesOnlyForDebugging() throws Exception {
    List<LogLines.Line> lines = LogLines.during(Level.DEBUG, () -> run("logged-1"));

    List<String> decided = texts(lines, Level.INFO);
    assertThat(decided)
        .satisfiesOnlyOnce(
            line -> assertThat(line).matches("Run logged-1: run begins, logical day 2026-10-19"))
        .satisfiesOnlyOnce(line -> assertThat(line)
            .startsWith("Table " + table + ": access path scan, ")
            .contains("scan, 64 segments in ", " tasks; limit 0.0 read units/s"))
        .satisfiesOnlyOnce(
            line -> assertThat(line).startsWith("Run logged-1, table " + table + ": reads "))
        .satisfiesOnlyOnce(line -> assertThat(line)
            .startsWith("Run logged-1, table " + table + ": 300 items scanned, 300 written"))
        .satisfiesOnlyOnce(
            line -> assertThat(line).startsWith("Run logged-1: snapshot committed as "))
        .satisfiesOnlyOnce(line -> assertThat(line)
            .startsWith("Run logged-1: ")
            .contains("rows published to summary table " + summary));
    assertThat(texts(lines, Level.DEBUG))
        .filteredOn(line -> line.startsWith("Table " + table + ": segment "))
        .hasSizeGreaterThanOrEqualTo(64)
        .allSatisfy(line -> assertThat(line)
            .containsPattern("segment \\d+ of (16|64), page \\d+: \\d+ items, \\d+ scanned, "
                + "\\d+ bytes, [0-9.]+ read units, \\d+ ms waited"));
  }

  @Test
  void noLineHoldsAValueOfAnItem() throws Exception {
    List<LogLines.Line> lines = LogLines.during(Level.TRACE, () -> run("logged-2"));

    assertThat(lines).isNotEmpty().allSatisfy(line -> {
      assertThat(line.text() + line.thrown()).doesNotContain(MARK, "7.1357");
      assertThat(line.text()).doesNotContainPattern("\\p{Cc}").doesNotContain("{}");
    });
  }

  @Test
  void atInfoNoPageIsLogged() throws Exception {
    assertThat(texts(
            LogLines.during(
                Level.INFO, () -> export("logged-3", 0, TestServers.dynamoDbEndpoint())),
            Level.DEBUG))
        .isEmpty();
  }

  @Tag("thorough")
  @Test
  void aResumedRunSaysWhereItGoesOn() throws Exception {
    TestServers.sampleTables();
    stopped("source.capacity.max-units=300");

    List<LogLines.Line> lines =
        LogLines.during(Level.INFO, () -> stopped("source.capacity.max-units=400"));

    assertThat(texts(lines, Level.INFO))
        .satisfiesOnlyOnce(line -> assertThat(line).startsWith("Run logged-4 was begun at "))
        .satisfiesOnlyOnce(line ->
            assertThat(line).startsWith("Run logged-4, table InferenceMetadata: resumes after "));
  }

  @Tag("thorough")
  @Test
  void throttlingIsAWarning() throws Exception {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      AtomicInteger scans = new AtomicInteger();
      front.otherwise(
          request -> request.operation().equals("Scan") && scans.incrementAndGet() % 4 == 0
              ? InjectedFault.throttled()
              : InjectedFault.NONE);

      List<LogLines.Line> lines =
          LogLines.during(Level.INFO, () -> export("logged-5", 0, front.endpoint()));

      assertThat(texts(lines, Level.WARN)).satisfiesOnlyOnce(line -> assertThat(line)
          .startsWith("Run logged-5, table " + table + ": ")
          .contains("were throttled", "sluice.source.capacity.max-read-units"));
    }
  }

  private static List<String> texts(List<LogLines.Line> lines, Level level) {
    return lines.stream()
        .filter(line -> line.level().equals(level))
        .map(LogLines.Line::text)
        .toList();
  }

  private Void stopped(String budget) {
    String table = "source.table=InferenceMetadata";
    return export("logged-4", 5, TestServers.dynamoDbEndpoint(), table, budget);
  }

  private Void run(String id) {
    return command("run", id, 0, TestServers.dynamoDbEndpoint());
  }

  private Void export(String id, int exitCode, URI endpoint, String... more) {
    return command("export", id, exitCode, endpoint, more);
  }

  private Void command(String verb, String id, int exitCode, URI endpoint, String... more) {
    CommandLine cli = new CommandLine();
    int code = cli.run(
        List.of(verb, "--json", "--run-id", id, "--date", "2026-10-19"),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + endpoint,
            "source.table=" + table,
            "source.segments=64",
            "dataset.root=" + folder.toUri(),
            "summary.namespace=" + id,
            "summary.table=" + summary),
        more);
    assertThat(code).as(cli.toString()).isEqualTo(exitCode);
    return null;
  }
}
