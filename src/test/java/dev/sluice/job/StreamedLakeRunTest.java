package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.job.cloud.Policy;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.testing.RecordedCalls;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs that keep a table in Iceberg by its Stream. */
final class StreamedLakeRunTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final String table = TestServers.table("streamed-log");

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  private void put(int id, int n) {
    TestServers.dynamoDb().putItem(r -> r.tableName(table)
        .item(Map.of(
            "id", AttributeValue.fromS("r" + id),
            "timestamp", AttributeValue.fromS("2026-11-%02dT10:00:00Z".formatted(1 + n % 19)),
            "n", AttributeValue.fromN("" + n))));
  }

  /** Each read waits for a while, since the end of a shard is not told. */
  @Test
  @Tag("thorough")
  void aScanThenTheStream() throws Exception {
    TestServers.createTable(table);
    for (int n = 0; n < 20; n++) {
      put(n, n);
    }
    assertThat(run("export", "r0")).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("its stream is off");
    TestServers.dynamoDb().updateTable(r -> r.tableName(table)
        .streamSpecification(s -> s.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));

    Set<RecordedCalls.Call> calls = RecordedCalls.during(
        () -> assertThat(run("export", "r1")).as(err::toString).isZero());
    JsonNode first = manifest("r1").at("/tables/" + table);
    assertThat(first.path("kind").asText()).isEqualTo("scan");
    assertThat(first.path("consumedReadUnits").asDouble()).isPositive();
    assertThat(first.path("written").asInt()).isEqualTo(20);
    assertThat(first.at("/iceberg/rows").asInt()).isEqualTo(20);
    assertThat(run("verify", "r1")).as(err::toString).isZero();

    put(0, 100);
    put(20, 20);
    TestServers.dynamoDb()
        .deleteItem(r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("r1"))));
    calls.addAll(RecordedCalls.during(
        () -> assertThat(run("export", "r2")).as(err::toString).isZero()));
    JsonNode night = manifest("r2").at("/tables/" + table);
    assertThat(night.path("kind").asText()).isEqualTo("stream");
    assertThat(night.path("scanned").asInt()).isEqualTo(3);
    assertThat(night.path("written").asInt()).isEqualTo(3);
    assertThat(night.path("consumedReadUnits").asDouble()).isZero();
    JsonNode iceberg = night.path("iceberg");
    List.of("inserted", "modified", "removed")
        .forEach(count -> assertThat(iceberg.path(count).asInt()).as(count).isOne());
    assertThat(iceberg.path("from").asText())
        .isEqualTo(first.at("/iceberg/until").asText());
    assertThat(run("verify", "r2")).as(err::toString).isZero();

    // the same run is the same snapshot
    assertThat(run("export", "r2")).as(err::toString).isZero();
    assertThat(new ObjectMapper()
            .readTree(out.toByteArray())
            .at("/iceberg/snapshotId")
            .asLong())
        .isEqualTo(iceberg.path("snapshotId").asLong());
    assertThat(run("plan", "any")).as(err::toString).isZero();

    Policy policy = Policy.of(List.of(new IamPolicy(settings()).json()));
    assertThat(policy.denied(calls)).isEmpty();
  }

  private List<String> sets() {
    return List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
        "source.table=" + table,
        "source.kind=stream",
        "dataset.format=iceberg",
        "dataset.root=" + folder.resolve("root").toUri());
  }

  private Settings settings() {
    ConfigErrors errors = new ConfigErrors();
    Settings settings = SettingsReader.read(null, sets(), Set.of(), errors);
    assertThat(errors.all()).isEmpty();
    return settings;
  }

  private int run(String command, String id) {
    List<String> arguments = new ArrayList<>(List.of(command, "--json", "--run-id", id));
    sets().forEach(set -> arguments.addAll(List.of("--set", set)));
    out.reset();
    err.reset();
    return new Cli(stream(out), stream(err), InstantSource.system())
        .run(arguments.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private JsonNode manifest(String id) throws IOException {
    Path manifest = folder.resolve("root/snapshots/" + id + "/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile());
  }
}
