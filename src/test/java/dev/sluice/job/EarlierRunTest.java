package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An export with a training view and a derived dataset, begun by the release that recorded settings as texts of Java records,
 * and killed when it had read one of two ranges. Its documents and its file are resources.
 */
final class EarlierRunTest {
  private static final String TABLE = "earlier-runs";
  private static final String RUN = "trained";
  private static final String LEFT_BEHIND = "tables/earlier-runs/part-00000-6491fd51-0.parquet";

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void items() {
    assertThat(TestSpark.session()).isNotNull();
    TestServers.createTable(TABLE, List.of(new TableDescription.Key("requestId", "S")));
    for (int i = 0; i < 120; i++) {
      Map<String, AttributeValue> item = new HashMap<>();
      item.put("requestId", text(String.format(Locale.ROOT, "r%03d", i)));
      item.put("timestamp", text(String.format(Locale.ROOT, "2026-10-%02dT10:00:00Z", 1 + i % 20)));
      item.put("modelName", text("m"));
      item.put("modelVersion", text("v1"));
      item.put("prediction", text(i % 2 == 0 ? "a" : "b"));
      item.put("label", text(i % 3 % 2 == 0 ? "a" : "b"));
      item.put("labeledAt", text("2026-10-25T00:00:00Z"));
      item.put("latencyMs", AttributeValue.fromN(String.valueOf(i)));
      TestServers.dynamoDb().putItem(put -> put.tableName(TABLE).item(item));
    }
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  /** The table of the fixture had another identity than the one that was just created. */
  @BeforeEach
  void documents() throws IOException {
    Path fixture = Path.of("src/test/resources/dev/sluice/job/earlier-run");
    var table = TestServers.dynamoDb().describeTable(d -> d.tableName(TABLE)).table();
    String id = table.tableId() == null ? table.creationDateTime().toString() : table.tableId();
    try (Stream<Path> files = Files.walk(fixture)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(fixture.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path plan = folder.resolve("runs/trained/plan.json");
    Files.writeString(
        plan,
        Files.readString(plan).replace("TABLE_ID", id).replace("TABLE_ARN", table.tableArn()));
  }

  @Test
  void isResumedFromWhatItHasRead() throws IOException {
    assertThat(export()).as(cli.err()).isZero();

    JsonNode result = cli.json();
    assertThat(result.at("/items/scanned").asInt()).isEqualTo(120);
    assertThat(result.at("/derived/fast/rows").asInt()).isEqualTo(50);
    assertThat(result.at("/training/train/rows").asInt()).isEqualTo(97);
    JsonNode manifest = new ObjectMapper()
        .readTree(folder.resolve("snapshots/trained/manifest.json").toFile());
    assertThat(manifest.path("files").findValuesAsText("path")).contains(LEFT_BEHIND);
  }

  @Tag("thorough")
  @Test
  void isRefusedWithOtherSettings() {
    assertThat(export("dataset.min-files=2")).isEqualTo(2);
    assertThat(cli.err())
        .contains("[dataset.training] differ")
        .contains("Give another --run-id, or the settings and tables that this one began with.");
  }

  private int export(String... others) {
    return cli.run(
        List.of("export", "--json", "--run-id", RUN),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + TABLE,
            "source.segments=8",
            "dataset.root=" + folder.toUri(),
            "dataset.training.profile=numeric",
            "dataset.training.features=[latencyMs, { from = modelVersion, categories = true }]",
            "dataset.training.label={ from = prediction, categories = true }",
            "dataset.derived.fast.sql=SELECT requestId, latencyMs FROM `earlier-runs` WHERE latencyMs < 50"),
        others);
  }
}
