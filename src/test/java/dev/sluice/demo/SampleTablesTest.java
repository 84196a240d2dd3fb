package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.table.Clients;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sample data as it comes out of DynamoDB again. */
class SampleTablesTest {
  @Test
  void theFilesHoldWhatTheirTruthSays() throws IOException {
    JsonNode truth = new ObjectMapper().readTree(SampleTables.class.getResource("truth.json"));
    List<Map<String, AttributeValue>> requests = items(SampleTable.INFERENCE);
    Map<String, Long> damage = new LinkedHashMap<>();
    damage.put("missing_latency", count(requests, item -> !item.containsKey("latencyMs")));
    damage.put("null_latency", latencies(requests, value -> Boolean.TRUE.equals(value.nul())));
    damage.put("string_latency", latencies(requests, value -> isNumber(value.s())));
    damage.put(
        "text_latency", latencies(requests, value -> value.s() != null && !isNumber(value.s())));
    damage.put(
        "negative_latency",
        latencies(requests, value -> value.n() != null && value.n().startsWith("-")));
    damage.put("failed", count(requests, item -> item.containsKey("errorMessage")));

    assertThat(requests).hasSize(truth.get("requests").intValue());
    assertThat(items(SampleTable.FEEDBACK)).hasSize(truth.get("labels").intValue());
    assertThat(items(SampleTable.EXPERIMENTS)).hasSize(truth.get("experiments").intValue());
    damage.forEach((kind, items) ->
        assertThat(items).as(kind).isEqualTo(truth.at("/damage/" + kind).longValue()));
  }

  @Test
  void sampleFilesAgreeWithTheNumbersGiven() {
    for (SampleTable table : SampleTable.values()) {
      assertThat(items(table)).hasSize(table.items());
    }
  }

  @Test
  void anItemComesBackAsTheFileHasIt() {
    TestServers.sampleTables();
    Map<String, AttributeValue> written = items(SampleTable.EXPERIMENTS).get(0);
    Map<String, AttributeValue> read = TestServers.dynamoDb()
        .getItem(get -> get.tableName("mlops-experiments")
            .key(Map.of(
                "experiment_id", written.get("experiment_id"),
                "created_at", written.get("created_at"))))
        .item();

    assertThat(read.get("tags").ss()).containsExactlyInAnyOrder("iris", "manual", "svc");
    assertThat(read.get("config").m().get("gamma").n()).isEqualTo("0.0364886");
    assertThat(read.get("created_at").n()).isEqualTo("1790815079");
  }

  @Test
  void jsonNullIsDynamoDbNull() {
    TestServers.sampleTables();
    Map<String, AttributeValue> item = items(SampleTable.INFERENCE).stream()
        .filter(request -> request.containsKey("latencyMs"))
        .filter(request -> Boolean.TRUE.equals(request.get("latencyMs").nul()))
        .findFirst()
        .orElseThrow();

    assertThat(TestServers.dynamoDb()
            .getItem(get ->
                get.tableName("InferenceMetadata").key(Map.of("requestId", item.get("requestId"))))
            .item()
            .get("latencyMs")
            .nul())
        .isTrue();
  }

  @Test
  void unprocessedItemsAreSentAgainAndAllCounted() {
    AtomicLong written = new AtomicLong();
    try (FaultyDynamoDb front = FaultyDynamoDb.start();
        DynamoDbClient client = Clients.dynamoDb(front.settings())) {
      SampleTables.create(client);
      front
          .next("BatchWriteItem", 3, InjectedFault.unprocessed(10))
          .next("BatchWriteItem", 2, InjectedFault.unprocessed(25))
          .next("BatchWriteItem", 1, InjectedFault.throttled());
      SampleTables.load(client, SampleTable.EXPERIMENTS, written::addAndGet);

      int sent = front.requests("BatchWriteItem").stream()
          .mapToInt(
              request -> request.body().at("/RequestItems/mlops-experiments").size())
          .sum();
      assertThat(written).hasValue(SampleTable.EXPERIMENTS.items());
      assertThat(sent).isGreaterThanOrEqualTo(SampleTable.EXPERIMENTS.items() + 3 * 10);
    }
  }

  private static List<Map<String, AttributeValue>> items(SampleTable table) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    table.forEach(items::add);
    return items;
  }

  private static long latencies(
      List<Map<String, AttributeValue>> items, Predicate<AttributeValue> kind) {
    return count(items, item -> item.containsKey("latencyMs") && kind.test(item.get("latencyMs")));
  }

  private static long count(
      List<Map<String, AttributeValue>> items, Predicate<Map<String, AttributeValue>> kind) {
    return items.stream().filter(kind).count();
  }

  private static boolean isNumber(String text) {
    return text != null && text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  }
}
