package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Labels past their TTL: figures and training leave them out, whether they are in files or in Iceberg. */
@Tag("thorough")
final class ExpiredLabelsRunTest {
  private static final int ITEMS = 20;
  private static final int EXPIRED = 4;

  private static final JsonNode TIME_TO_LIVE = JsonNodeFactory.instance
      .objectNode()
      .set(
          "TimeToLiveDescription",
          JsonNodeFactory.instance
              .objectNode()
              .put("TimeToLiveStatus", "ENABLED")
              .put("AttributeName", "expires"));

  private final String events = TestServers.table("lasting-events");
  private final String labels = TestServers.table("expiring-labels");
  private final long now = InstantSource.system().instant().getEpochSecond();
  private FaultyDynamoDb front;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  /** The labels have a TTL only as seen from the front: DynamoDB Local may delete items that are past theirs. */
  @BeforeEach
  void tables() {
    front = FaultyDynamoDb.start()
        .otherwise(request -> request.operation().equals("DescribeTimeToLive")
                && new String(request.content(), StandardCharsets.UTF_8).contains(labels)
            ? (r, dynamoDb) -> DynamoDbReply.of(200, TIME_TO_LIVE)
            : InjectedFault.NONE);
    List.of(events, labels).forEach(TestServers::createTable);
    for (int n = 0; n < ITEMS; n++) {
      put(events, n, Map.of("modelName", "m", "modelVersion", "v", "prediction", "a"));
      label(n, n < EXPIRED ? now - 3600 : now + 86_400);
    }
  }

  @AfterEach
  void stop() {
    front.close();
  }

  private static void put(String table, int n, Map<String, String> texts) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS("r" + n));
    item.put("requestId", AttributeValue.fromS("r" + n));
    item.put("timestamp", AttributeValue.fromS("2026-11-%02dT10:00:00Z".formatted(1 + n)));
    item.put("latencyMs", AttributeValue.fromN("" + n));
    texts.forEach((name, text) -> item.put(name, AttributeValue.fromS(text)));
    TestServers.dynamoDb().putItem(r -> r.tableName(table).item(item));
  }

  private void label(int n, long expires) {
    TestServers.dynamoDb().putItem(r -> r.tableName(labels)
        .item(Map.of(
            "id", AttributeValue.fromS("l" + n),
            "requestId", AttributeValue.fromS("r" + n),
            "label", AttributeValue.fromS("a"),
            "labeledAt", AttributeValue.fromS("2026-11-21T10:00:00Z"),
            "expires", AttributeValue.fromN("" + expires))));
  }

  private CommandRuns runs(String root, String... more) {
    List<String> sets = new ArrayList<>(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + front.endpoint(),
        "source.table=" + events,
        "labels.table=" + labels,
        "labels.id=requestId",
        "dataset.training.profile=typed",
        "dataset.training.features=[latencyMs]"));
    sets.addAll(List.of(more));
    return new CommandRuns(folder.resolve(root), sets);
  }

  private static JsonNode figures(CommandRuns runs, String id) {
    assertThat(runs.run("export", id, "--date=2026-11-22")).as(runs::told).isZero();
    assertThat(runs.run("analyze", id)).as(runs::told).isZero();
    return runs.figures(id).path("accuracy");
  }

  private static int labelled(JsonNode accuracy) {
    int labelled = 0;
    for (JsonNode day : accuracy) {
      labelled +=
          day.path("version").asText().equals("v") ? day.path("labelled").asInt() : 0;
    }
    return labelled;
  }

  @Test
  void areLeftOutAsInAScan() {
    CommandRuns files = runs("files");
    JsonNode ofFiles = figures(files, "f0");
    assertThat(files.entry("f0", labels).path("expired").asInt()).isEqualTo(EXPIRED);
    assertThat(labelled(ofFiles)).isEqualTo(ITEMS - EXPIRED);

    CommandRuns lake = runs("lake", "dataset.format=iceberg");
    JsonNode ofLake = figures(lake, "r0");
    // the table has items until DynamoDB has deleted them
    assertThat(lake.rows("r0", labels).count()).isEqualTo(ITEMS);
    assertThat(lake.entry("r0", labels).at("/iceberg/ttl").asText()).isEqualTo("expires");
    assertThat(ofLake).isEqualTo(ofFiles);

    // one is past its TTL now, and one lives on
    label(EXPIRED, now - 60);
    label(0, now + 86_400);
    JsonNode later = figures(lake, "r1");
    assertThat(later).isEqualTo(figures(files, "f1"));
    assertThat(labelled(later)).isEqualTo(ITEMS - EXPIRED);
    assertThat(later).isNotEqualTo(ofLake);
  }

  @Test
  void liveOnWhereTheyAreKept() {
    CommandRuns lake = runs("kept", "dataset.format=iceberg", "dataset.on-delete.ttl=keep");

    assertThat(labelled(figures(lake, "r0"))).isEqualTo(ITEMS);
  }
}
