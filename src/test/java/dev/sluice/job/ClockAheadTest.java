package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.run.Latest;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import dev.sluice.summary.SummarySettings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A host whose clock is days ahead keeps nothing for itself: neither the pointer nor a row, nor the board by its day. */
final class ClockAheadTest {
  private static final String TABLE = TestServers.table("clock-ahead");
  private static final String JOBS = TestServers.table("clock-jobs");
  private static final Duration AHEAD = Duration.ofDays(2);

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestServers.createTable(JOBS, List.of(new TableDescription.Key("jobId", "S")));
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    for (int job = 0; job < 10; job++) {
      Map<String, AttributeValue> item = Map.of(
          "jobId", AttributeValue.fromS("job-" + job),
          "jobType", AttributeValue.fromS("training"),
          "status", AttributeValue.fromS("queued"),
          "leftAt", AttributeValue.fromS(yesterday.toString()),
          "durationMs", AttributeValue.fromN(Integer.toString(100 + job)));
      TestServers.dynamoDb().putItem(p -> p.tableName(JOBS).item(item));
    }
    TestSpark.session();
    new SummaryTable(TestServers.dynamoDb(), TABLE).createIfMissing();
  }

  @Tag("thorough")
  @Test
  void theNextHostsRunTakesItsPlace() throws IOException {
    Instant began = Instant.now();
    sluice("ahead", InstantSource.offset(InstantSource.system(), AHEAD));
    Store store =
        StoreAccess.to(new Root(folder.toUri()), TestServers.settings()).open();
    RunPlan plan = RunPlan.find(store, "ahead").orElseThrow();
    assertThat(plan.scanStartedAt())
        .as("a Date header's")
        .isBetween(began.minusSeconds(2), Instant.now())
        .isEqualTo(plan.scanStartedAt().truncatedTo(ChronoUnit.SECONDS));
    assertThat(plan.firstStarted()).isBetween(began.minusSeconds(2), Instant.now());

    JsonNode told = sluice("right", InstantSource.system());
    assertThat(told.path("summaryLeft")).isEmpty();
    assertThat(Latest.read(store).map(Latest::runId)).contains("right");
    List<SummaryRow> board = new SummaryReader(
            TestServers.dynamoDb(), new SummarySettings(TABLE, "jobs", AHEAD))
        .board();
    assertThat(board).isNotEmpty().allSatisfy(row -> assertThat(row.text("runId"))
        .contains("right"));
  }

  private JsonNode sluice(String run, InstantSource clock) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--json", "--config", "conf/jobs.conf", "--run-id", run));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri(),
            "source.table=" + JOBS,
            "summary.table=" + TABLE)
        .forEach(each -> arguments.addAll(List.of("--set", each)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = new Cli(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            clock)
        .run(arguments.toArray(String[]::new));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
