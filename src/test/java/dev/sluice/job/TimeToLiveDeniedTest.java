package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.CommandLine;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A role that may read a table, but not ask what its items expire by. */
final class TimeToLiveDeniedTest {
  private static String table;

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  private FaultyDynamoDb front;

  @BeforeAll
  static void load() {
    assertThat(TestSpark.session()).isNotNull();
    table = TestServers.table("denied-ttl");
    TestServers.createTable(table);
    long now = Instant.now().getEpochSecond();
    for (int i = 0; i < 10; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("i" + i),
          "gone", AttributeValue.fromN("" + (i < 4 ? now - 9_999 : now + 9_999)));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }

  @BeforeEach
  void start() {
    front = FaultyDynamoDb.start()
        .otherwise(request -> request.operation().equals("DescribeTimeToLive")
            ? InjectedFault.error(400, "AccessDeniedException", "no, you may not")
            : InjectedFault.NONE);
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void nobodyKnowsWhatHasExpired() throws IOException {
    assertThat(run("plan")).isEqualTo(3);
    assertThat(run("export")).isEqualTo(3);

    assertThat(cli.json().path("error").path("message").asText())
        .contains(table, "access denied", "dynamodb:DescribeTimeToLive");
    assertThat(cli.json().path("error").path("remedy").asText())
        .contains(
            "sluice init", "sluice.source.ttl-attribute", "sluice.source.skip-expired = false");
    assertThat(folder.resolve("latest.json")).doesNotExist();
  }

  @Test
  void theConfigurationMayTell() throws IOException {
    assertThat(run("export", "source.ttl-attribute=gone")).isZero();

    assertThat(cli.json().path("items").path("expired").asInt()).isEqualTo(4);
    assertThat(cli.json().path("items").path("written").asInt()).isEqualTo(6);
    assertThat(front.requests("DescribeTimeToLive")).isEmpty();
  }

  @Test
  void expiredItemsMayBeKept() throws IOException {
    assertThat(run("export", "source.skip-expired=false")).isZero();

    assertThat(cli.json().path("items").path("expired").asInt()).isZero();
    assertThat(cli.json().path("items").path("written").asInt()).isEqualTo(10);
  }

  @Test
  void anAttributeThatNoItemHasIsTold() throws IOException {
    assertThat(run("plan", "source.ttl-attribute=goen")).isZero();

    assertThat(cli.json().path("tables").path(0).path("warnings").toString())
        .contains("source.ttl-attribute = goen: no sampled item has it");
    assertThat(run("plan", "source.ttl-attribute=gone")).isZero();
    assertThat(cli.json().path("tables").path(0).path("warnings").toString())
        .doesNotContain("no sampled item has it");
  }

  @Test
  void aReadOfItsOwnMayNameIt() {
    assertThat(TestSpark.session()
            .read()
            .format("sluice")
            .option("table", table)
            .option("endpoint", front.endpoint().toString())
            .option("region", "us-east-1")
            .option("ttl-attribute", "gone")
            .load()
            .count())
        .isEqualTo(6);
  }

  private int run(String command, String... sets) {
    return cli.run(
        List.of(command, "--json"),
        List.of(sets),
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + front.endpoint(),
        "source.table=" + table,
        "dataset.root=" + folder);
  }
}
