package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Fields of structs: Spark prunes them, and DynamoDB is asked for the whole attribute nonetheless. */
final class NestedColumnsTest {
  private static String table;

  @BeforeAll
  static void load() {
    table = TargetTables.create();
    TargetTables.put(
        table,
        List.of(
            item("both", map(Map.of("b", text("x"), "c", text("y")))),
            item("other", map(Map.of("c", text("y")))),
            item("empty", map(Map.of())),
            item("null", AttributeValue.fromNul(true)),
            item("text", text("x")),
            Map.of("id", text("none"))));
  }

  /** Why paths are not projected: an empty map, and one without the field, would look as if they were missing. */
  @Test
  void dynamoDbDropsAMapOfWhichNothingIsProjected() {
    Map<String, Map<String, AttributeValue>> answers = new TreeMap<>();
    TestServers.dynamoDb()
        .scanPaginator(r -> r.tableName(table)
            .projectionExpression("id, #a.#b")
            .expressionAttributeNames(Map.of("#a", "a", "#b", "b")))
        .items()
        .forEach(item -> answers.put(item.get("id").s(), item));

    assertThat(answers.get("both")).containsKey("a");
    assertThat(answers.get("other")).doesNotContainKey("a");
    assertThat(answers.get("empty")).doesNotContainKey("a");
  }

  @Test
  void aStructWithoutTheFieldIsNoMissingStruct() {
    Dataset<Row> pruned = rows(TestServers.dynamoDbEndpoint().toString());

    assertThat(ids(pruned.filter("a IS NOT NULL AND a.b IS NULL"))).isEqualTo("empty other");
    assertThat(ids(pruned.filter("a IS NULL OR a.b = 'x'"))).isEqualTo("both none null text");
    assertThat(ids(pruned.filter("length(a.b) = 1"))).isEqualTo("both");
  }

  @Test
  void onlyTheFieldIsDecodedOfTheWholeAttribute() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Dataset<Row> fields = rows(front.endpoint().toString()).selectExpr("a.b AS b");

      assertThat(fields
              .queryExecution()
              .optimizedPlan()
              .collectLeaves()
              .head()
              .schema()
              .catalogString())
          .isEqualTo("struct<a:struct<b:string>>");
      assertThat(fields.filter("b IS NOT NULL").collectAsList()).hasSize(1);
      assertThat(front.requests("Scan")).isNotEmpty().allSatisfy(scan -> assertThat(
              scan.body().path("ProjectionExpression").asText())
          .isEqualTo("#c0"));
    }
  }

  private static Dataset<Row> rows(String endpoint) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", endpoint)
        .option("region", "us-east-1")
        .option("segments", "1")
        .option("schema-json", schema().json())
        .load();
  }

  private static StructType schema() {
    return StructType.fromDDL("id string, a struct<b: string, c: string>, _overflow string");
  }

  private static String ids(Dataset<Row> rows) {
    return rows.select("id").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static Map<String, AttributeValue> item(String id, AttributeValue a) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", text(id));
    item.put("a", a);
    return item;
  }

  private static AttributeValue map(Map<String, AttributeValue> members) {
    return AttributeValue.fromM(members);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
