package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a plan says of publishing, before and after a run. */
@Tag("thorough")
final class PublishingPlanTest {
  private static final int DAYS = 20;

  private static String table = "";

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void create() {
    assertThat(TestSpark.session()).isNotNull();
    table = TestServers.table("planned-log");
    TestServers.createTable(table);
    for (int day = 1; day <= DAYS; day++) {
      for (String version : List.of("v1", "v2")) {
        Map<String, AttributeValue> item = Map.of(
            "id", AttributeValue.fromS(version + day),
            "timestamp", AttributeValue.fromS("2026-11-%02dT10:00:00Z".formatted(day)),
            "modelName", AttributeValue.fromS("m"),
            "modelVersion", AttributeValue.fromS(version),
            "latencyMs", AttributeValue.fromN("" + day));
        TestServers.dynamoDb().putItem(r -> r.tableName(table).item(item));
      }
    }
  }

  @Test
  void byTheFiguresOfTheLastRun() throws IOException {
    assertThat(run("plan", "--json").has("publishing")).isFalse();
    for (String command : List.of("export", "analyze")) {
      run(command, "--json", "--run-id", "r1", "--date", "2026-11-" + DAYS);
    }

    JsonNode plan = run("plan", "--json").path("publishing");

    assertThat(plan.path("of").asText()).isEqualTo("r1");
    assertThat(plan.path("models").asInt()).isOne();
    assertThat(plan.path("versions").asInt()).isEqualTo(2);
    assertThat(plan.path("days").asInt()).isEqualTo(DAYS);
    JsonNode first = plan.path("first");
    JsonNode night = plan.path("night");
    JsonNode idle = plan.path("idle");
    // with three rows of the run itself
    assertThat(first.path("rows").asLong()).isEqualTo(plan.path("rows").asLong() + 3);
    assertThat(night.path("rows").asLong())
        .isBetween(idle.path("rows").asLong() + 1, first.path("rows").asLong() / 2);
    assertThat(first.path("dollars").asDouble())
        .isEqualTo(first.path("writeUnits").asLong() / 1e6 * 0.625);
  }

  private JsonNode run(String... command) throws IOException {
    int exitCode = cli.run(
        List.of(command),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + table,
            "events.id=id",
            "dataset.root=" + folder.toUri()));
    assertThat(exitCode).as(cli.err()).isZero();
    return cli.json();
  }
}
