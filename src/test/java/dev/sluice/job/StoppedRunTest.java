package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.table.RetryPolicy;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.write.BatchWriter;
import dev.sluice.write.ItemKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A run that reaches its budget or its deadline, and goes on under the same id. */
final class StoppedRunTest {
  @TempDir
  Path folder;

  private final CommandLine cli = new CommandLine();

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    assertThat(TestSpark.session()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-units=200", "deadline=0s"})
  void endsWithFiveAndPublishesNothing(String stop) throws IOException {
    assertThat(export("source.capacity." + stop)).isEqualTo(5);

    assertThat(cli.json().path("exitCode").asInt()).isEqualTo(5);
    assertThat(cli.json().path("runId").asText()).isEqualTo("r1");
    assertThat(cli.json().path("error").path("message").asText())
        .contains(
            "table InferenceMetadata", "stopped at its", "a run resumes with the same --run-id");
    assertThat(folder.resolve("latest.json")).doesNotExist();
    assertThat(folder.resolve("snapshots/r1/manifest.json")).doesNotExist();
  }

  @Tag("thorough")
  @Test
  void theSameRunIdGoesOnWithALargerBudgetAndALowerPace() throws IOException {
    String pace = "source.capacity.max-read-units=";
    assertThat(export("source.capacity.max-units=200", pace + 1_000)).isEqualTo(5);
    assertThat(export("source.capacity.max-units=1000000", pace + 600)).isZero();
    assertThat(cli.json().path("items").path("scanned").asInt()).isEqualTo(20_000);
  }

  @Tag("thorough")
  @Test
  void theSameBudgetAgainAndAgainComesToTheEnd() throws IOException {
    int starts = 1;
    while (export("source.capacity.max-units=300") == 5) {
      assertThat(++starts).isLessThan(10);
    }
    assertThat(cli.json().path("exitCode").asInt()).isZero();
    assertThat(cli.json().path("items").path("written").asInt()).isEqualTo(20_000);
    assertThat(cli.json().path("consumedReadUnits").asDouble()).isBetween(900.0, starts * 310.0);
  }

  /** For hours DynamoDB tells of a new table that it has no items. */
  @Tag("thorough")
  @Test
  void soItDoesWhereDynamoDbTellsNoSize() throws IOException {
    startUntilItEnds("InferenceMetadata", 1_100, 20_000);
  }

  /** 40 MB, of which a start reads a twentieth. */
  @Test
  @Tag("long")
  void soItDoesWhereItTakesManyStarts() throws IOException {
    String table = TestServers.table("large-items");
    TestServers.createTable(table);
    try (BatchWriter writer = new BatchWriter(
        TestServers.dynamoDb(),
        table,
        new ItemKeys(List.of(new TableDescription.Key("id", "S"))),
        WriteRateLimiter.of(0),
        RetryPolicy.SCALING,
        items -> {})) {
      AttributeValue text = AttributeValue.fromS("x".repeat(20_000));
      IntStream.range(0, 2_000)
          .forEach(i -> writer.put(Map.of("id", AttributeValue.fromS("i" + i), "text", text)));
      writer.finish();
    }
    startUntilItEnds(table, 5_000, 2_000);
  }

  /** Each start goes on: what some have read is not read again by the next. */
  private void startUntilItEnds(String table, double units, int items) throws IOException {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      ConsumedUnits consumed = ConsumedUnits.at(front, InjectedFault.young());
      double before = 0;
      int code = 5;
      while (code == 5) {
        code = export(
            "source.capacity.max-units=250",
            "source.table=" + table,
            "aws.dynamodb-endpoint=" + front.endpoint());
        assertThat(consumed.total() - before).isLessThan(300);
        before = consumed.total();
        assertThat(before).isLessThan(2 * units);
      }
      assertThat(code).isZero();
      assertThat(cli.json().path("items").path("written").asInt()).isEqualTo(items);
    }
  }

  @Test
  void theSameRunIdGoesOnWithALaterDeadline() throws IOException {
    assertThat(export("source.capacity.deadline=0s")).isEqualTo(5);
    assertThat(export("source.capacity.deadline=10m")).isZero();
  }

  private int export(String... more) {
    return cli.run(
        List.of("export", "--json", "--run-id", "r1"),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=InferenceMetadata",
            "dataset.root=" + folder.toUri()),
        more);
  }
}
