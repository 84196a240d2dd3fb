package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import dev.sluice.summary.SummarySettings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose rows don't move say so, and why. */
final class RunsInOrderTest {
  private static final String TABLE = TestServers.table("runs-in-order");
  private static final String LAST = "2026-10-19";
  private static final String EARLIER = "2026-10-18";

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    TestSpark.session();
    new SummaryTable(TestServers.dynamoDb(), TABLE).createIfMissing();
  }

  @Tag("thorough")
  @Test
  void aRunForAnEarlierDayAndALateOneMoveNothingBack() throws IOException {
    JsonNode first = sluice("run", "--run-id", "nightly-9", "--date", LAST);
    assertThat(first.path("summaryWritten")).isEqualTo(first.path("summaryRows"));
    assertThat(first.path("summaryLeft")).isEmpty();
    List<SummaryRow> board = reader().board();
    assertThat(board).isNotEmpty();

    JsonNode earlier = sluice("run", "--run-id", "nightly-10", "--date", EARLIER);
    assertThat(reader().board()).isEqualTo(board);
    JsonNode left = earlier.path("summaryLeft").path(0);
    assertThat(left.path("reason").asText()).isEqualTo("later-day");
    assertThat(left.path("runId").asText()).isEqualTo("nightly-9");
    assertThat(left.path("asOf").asText()).isEqualTo(board.get(0).text("asOf").orElseThrow());

    JsonNode late = sluice("publish", "--run-id", "nightly-9");
    left = late.path("summaryLeft").path(0);
    assertThat(left.path("reason").asText()).isEqualTo("newer-run");
    assertThat(left.path("runId").asText()).isEqualTo("nightly-10");
    assertThat(left.path("rows").asInt()).isPositive();
    assertThat(left.path("rows").asInt() + late.path("summaryUnchanged").asInt())
        .isEqualTo(late.path("summaryRows").asInt());
  }

  @Tag("thorough")
  @Test
  void aSecondRunOverTheSameItemsAsksForTheBoardAlone() throws IOException {
    String[] again = {"--date", LAST, "--set", "summary.namespace=again"};
    JsonNode first = sluice(command(again, "run", "--run-id", "one"));
    assertThat(first.path("summarySkipped").asInt()).isZero();
    JsonNode second = sluice(command(again, "run", "--run-id", "two"));
    assertThat(second.path("summaryWritten").asInt()).isZero();
    assertThat(second.path("summaryUnchanged").asInt()).isPositive().isLessThan(10);
    assertThat(second.path("summarySkipped").asInt()
            + second.path("summaryUnchanged").asInt())
        .isEqualTo(second.path("summaryRows").asInt());
    JsonNode restated = sluice(command(again, "run", "--run-id", "three", "--restate"));
    assertThat(restated.path("summarySkipped").asInt()).isZero();
  }

  private static String[] command(String[] options, String... command) {
    return Stream.concat(Arrays.stream(command), Arrays.stream(options)).toArray(String[]::new);
  }

  private static SummaryReader reader() {
    return new SummaryReader(
        TestServers.dynamoDb(), new SummarySettings(TABLE, "jobs", Duration.ofDays(400)));
  }

  private JsonNode sluice(String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--json", "--config", "conf/jobs.conf"));
    int code = cli.run(
        arguments,
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri(),
            "summary.table=" + TABLE));
    assertThat(code).as("%s", List.of(command)).isZero();
    return cli.json();
  }
}
