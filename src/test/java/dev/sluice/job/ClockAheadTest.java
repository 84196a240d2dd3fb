package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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
    CommandLine cli = new CommandLine(clock);
    List<String> command = List.of("run", "--json", "--config", "conf/jobs.conf", "--run-id", run);
    int code = cli.run(
        command,
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri(),
            "source.table=" + JOBS,
            "summary.table=" + TABLE));
    assertThat(code).as(cli.err()).isZero();
    return cli.json();
  }
}
