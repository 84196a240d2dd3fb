package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two configurations with one root and one summary table: each goes on from its own, and is told of the other. */
@Tag("thorough")
final class SharedRootTest {
  private static final String SUMMARY = TestServers.table("shared-summary");
  private static final String OURS = TestServers.table("ours");
  private static final String THEIRS = TestServers.table("theirs");
  private static final String DAY = "2026-10-19";

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestSpark.session();
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
    fill(OURS, 29);
    fill(THEIRS, 519);
  }

  @Test
  void neitherTakesTheOthersForItsOwn() throws IOException {
    done(sluice(OURS, "run", "--run-id", "ours-1", "--date", DAY));
    assertThat(p50()).isEqualTo(29);
    JsonNode theirs = done(sluice(THEIRS, "run", "--run-id", "theirs-1", "--date", DAY));
    assertThat(theirs.path("summaryOthers").path(0).path("source").asText())
        .endsWith("table/" + OURS);
    assertThat(theirs.path("summaryOthers").path(0).path("runId").asText()).isEqualTo("ours-1");
    assertThat(p50()).isEqualTo(519);

    // the newest of the root is theirs
    JsonNode analyzed = done(sluice(OURS, "analyze", "--date", DAY));
    assertThat(analyzed.path("manifest").asText()).contains("/ours-1/");
    assertThat(done(sluice(OURS, "verify")).path("manifest").asText()).contains("/ours-1/");
    assertThat(done(sluice(OURS, "publish", "--date", DAY)).path("runId").asText())
        .isEqualTo("ours-1");

    JsonNode again = done(sluice(OURS, "run", "--run-id", "ours-2", "--date", DAY));
    assertThat(again.path("summaryOthers").path(0).path("source").asText())
        .endsWith("table/" + THEIRS);
    assertThat(p50()).isEqualTo(29);
    assertThat(Path.of(folder + "/snapshots/ours-2/schema.json"))
        .content()
        .contains("\"since\" : \"ours-1\"");
  }

  @Test
  void anothersSnapshotIsRefusedByName() throws IOException {
    done(sluice(THEIRS, "export", "--run-id", "theirs-3"));
    assertThat(sluice(OURS, "analyze", "--date", DAY)).isEqualTo(3);
    assertThat(cli.json().path("error").path("message").asText())
        .contains("no snapshot of source.table = " + OURS);
    assertThat(sluice(OURS, "analyze", "--run-id", "theirs-3")).isEqualTo(2);
    assertThat(cli.json().path("error").path("message").asText())
        .contains("sluice.source.table", OURS, "theirs-3", "table/" + THEIRS);
  }

  @Test
  void anotherConfigurationOfTheSameTableIsTold() throws IOException {
    String table = TestServers.table("filtered");
    fill(table, 7);
    done(sluice(table, "run", "--run-id", "all", "--date", DAY));
    JsonNode some = done(sluice(
        table, "run", "--run-id", "some", "--date", DAY, "--set", "source.filter=id < 'j-5'"));
    assertThat(some.path("summaryOthers").path(0).path("source").asText()).endsWith(table);
    assertThat(some.path("summaryOthers").path(0).path("runId").asText()).isEqualTo("all");
  }

  @Test
  void noCommandTakesARunOfAnotherTable() throws IOException {
    done(sluice(OURS, "run", "--run-id", "ours-4", "--date", DAY));
    done(sluice(THEIRS, "run", "--run-id", "theirs-4", "--date", DAY));
    done(sluice(THEIRS, "publish", "--run-id", "theirs-4"));
    double board = p50();
    for (String command : List.of("analyze", "publish", "verify", "export", "run")) {
      assertThat(sluice(OURS, command, "--run-id", "theirs-4")).as(command).isEqualTo(2);
      assertThat(cli.json().path("error").path("message").asText())
          .as(command)
          .contains("source.table");
    }
    assertThat(p50()).isEqualTo(board);
  }

  /** That of its own settings, though another's is newer; and where there is none, that is told. */
  @Test
  void anotherConfigurationsSnapshotOfTheSameTableIsNotTakenInSilence() throws IOException {
    String table = TestServers.table("kept");
    fill(table, 11);
    String filter = "source.filter=id < 'j-5'";
    done(sluice(table, "run", "--run-id", "all", "--date", DAY));
    done(sluice(table, "run", "--run-id", "some", "--date", DAY, "--set", filter));

    for (String command : List.of("analyze", "publish", "verify")) {
      JsonNode all = done(sluice(table, command, "--set", "source.max-rejects=9"));
      assertThat(all.path("runId").asText()).as(command).isEqualTo("all");
      assertThat(all.path("warnings")).as(command).isEmpty();
      JsonNode some = done(sluice(table, command, "--set", filter));
      assertThat(some.path("runId").asText()).as(command).isEqualTo("some");
      assertThat(some.path("warnings")).as(command).isEmpty();

      JsonNode edited = done(sluice(table, command, "--set", "source.filter=id < 'j-7'"));
      assertThat(edited.path("runId").asText()).as(command).isEqualTo("some");
      assertThat(edited.path("warnings").path(0).asText())
          .as(command)
          .contains("Snapshot some was made with other settings, source.filter:", "Run export");
      JsonNode named = done(sluice(table, command, "--run-id", "some", "--date", DAY));
      assertThat(named.path("warnings").path(0).asText()).as(command).contains("source.filter");
    }
  }

  private double p50() {
    List<SummaryRow> rows = new SummaryReader(
            TestServers.dynamoDb(), new SummarySettings(SUMMARY, null, Duration.ofDays(400)))
        .board();
    return rows.stream()
        .filter(row -> row.text("model").orElse("").equals("fraud"))
        .findFirst()
        .orElseThrow()
        .number("p50")
        .orElseThrow();
  }

  private JsonNode done(int code) throws IOException {
    assertThat(code).as(cli.err()).isZero();
    return cli.json();
  }

  private int sluice(String table, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--json");
    return cli.run(
        arguments,
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri(),
            "source.table=" + table,
            "summary.table=" + SUMMARY));
  }

  private static void fill(String table, int latency) {
    TestServers.createTable(table, List.of(new TableDescription.Key("id", "S")));
    for (int i = 0; i < 10; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("j-" + i),
          "modelName", AttributeValue.fromS("fraud"),
          "timestamp", AttributeValue.fromS(DAY + "T10:00:00Z"),
          "latencyMs", AttributeValue.fromN(Integer.toString(latency)));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }
}
