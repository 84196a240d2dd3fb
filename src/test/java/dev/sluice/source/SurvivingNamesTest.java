package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names that Spark or Parquet find odd, from a scan through Parquet back into the table. DynamoDB has all of them;
 * DynamoDB Local refuses the empty one, so that a front answers in its place.
 */
final class SurvivingNamesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ITEMS = """
      [{"id":{"S":"1"},"Foo":{"N":"1"},"foo":{"N":"2"},"FOO":{"S":"3"},"a.b":{"S":"dot"},"a b":{"S":"space"},
        "it's":{"S":"quote"},"q\\"q":{"S":"quotes"},"`tick`":{"S":"ticks"},"$d":{"S":"dollar"},"_u":{"S":"under"},
        "_overflow":{"M":{"x":{"S":"own"}}},"😀":{"S":"plane 1"},"a,b;{}()=\\t":{"S":"parquet's own"},
        "~/x":{"BOOL":true},"%s\\\\":{"S":"escapes"},"ID":{"S":"not the key"},
        "m":{"M":{"":{"S":"empty"},"k":{"N":"1"},"K":{"N":"2"},"a.b":{"S":"dot"},"`":{"S":"tick"},"😀":{"S":"x"}}},
        "only":{"M":{"":{"N":"7"}}},
        "l":{"L":[{"M":{"":{"N":"1"},"x.y":{"N":"2"}}},{"M":{}}]}},
       {"id":{"S":"2"},"foo":{"N":"5"},"m":{"M":{"k":{"N":"3"},"":{"NULL":true}}},"only":{"M":{}}}]
      """;

  @Test
  void namesComeBackAsTheyWere(@TempDir Path folder) throws Exception {
    String table = TargetTables.create();
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(SurvivingNamesTest::answer);
      String parquet = folder.resolve("items").toString();

      Dataset<Row> rows = TestSpark.session()
          .read()
          .format("sluice")
          .option("table", table)
          .option("endpoint", front.endpoint().toString())
          .load();
      rows.write().parquet(parquet);
      TestSpark.session()
          .read()
          .parquet(parquet)
          .write()
          .format("sluice")
          .option("table", table)
          .option("endpoint", front.endpoint().toString())
          .mode("append")
          .save();

      // foo was seen more often than Foo and FOO
      assertThat(rows.columns())
          .contains("id", "foo", "a.b", "`tick`", "😀", "_overflow")
          .doesNotContain("Foo", "FOO", "ID");
      assertThat(written(front)).isEqualTo(byId(JSON.readTree(ITEMS)));
    }
  }

  private static InjectedFault answer(DynamoDbRequest request) {
    return switch (request.operation()) {
      case "Scan" -> (call, dynamoDb) -> page(call.body().path("Segment").asInt());
      case "BatchWriteItem" ->
        (call, dynamoDb) -> DynamoDbReply.of(200, parsed("{\"UnprocessedItems\":{}}"));
      default -> InjectedFault.NONE;
    };
  }

  private static DynamoDbReply page(int segment) {
    JsonNode items = parsed(segment == 0 ? ITEMS : "[]");
    ObjectNode page = JSON.createObjectNode().put("Count", items.size());
    page.set("Items", items);
    page.put("ScannedCount", items.size());
    return DynamoDbReply.of(200, page);
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static Map<String, JsonNode> written(FaultyDynamoDb front) {
    Map<String, JsonNode> items = new HashMap<>();
    front.requests("BatchWriteItem").forEach(request -> request
        .body()
        .path("RequestItems")
        .forEach(puts -> puts.forEach(put -> {
          JsonNode item = put.path("PutRequest").path("Item");
          items.put(item.path("id").path("S").asText(), item);
        })));
    return items;
  }

  private static Map<String, JsonNode> byId(JsonNode items) {
    Map<String, JsonNode> map = new HashMap<>();
    items.forEach(item -> map.put(item.path("id").path("S").asText(), item));
    return map;
  }
}
