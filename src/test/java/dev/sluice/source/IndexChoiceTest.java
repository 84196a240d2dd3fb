package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.FaultyDynamoDb;
import dev.sluice.InjectedFault;
import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A filter without the table's key: by an index where that has every item, else by a scan; the rows are the same. */
final class IndexChoiceTest {
  private static String table;

  @BeforeAll
  static void create() {
    table = TestServers.table("parts");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("id", ScalarAttributeType.S),
            attribute("color", ScalarAttributeType.S),
            attribute("shape", ScalarAttributeType.S),
            attribute("rank", ScalarAttributeType.N),
            attribute("owner", ScalarAttributeType.S))
        .keySchema(key("id", KeyType.HASH))
        .globalSecondaryIndexes(
            index("byColor", ProjectionType.ALL, key("color", KeyType.HASH)),
            index(
                "byShape",
                ProjectionType.ALL,
                key("shape", KeyType.HASH),
                key("rank", KeyType.RANGE)),
            index("byOwner", ProjectionType.KEYS_ONLY, key("owner", KeyType.HASH))));
    TargetTables.put(table, items());
  }

  /** Some have no rank, or no colour. */
  private static List<Map<String, AttributeValue>> items() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Map<String, AttributeValue> item = new HashMap<>();
      item.put("id", AttributeValue.fromS("part-" + i));
      item.put("shape", AttributeValue.fromS(i % 2 == 0 ? "round" : "flat"));
      item.put("owner", AttributeValue.fromS("o" + i % 3));
      item.put("price", AttributeValue.fromN("" + i));
      if (i % 3 > 0) {
        item.put("color", AttributeValue.fromS(i % 3 == 1 ? "red" : "blue"));
      }
      if (i % 5 > 0) {
        item.put("rank", AttributeValue.fromN("" + i % 5));
      }
      items.add(item);
    }
    return items;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "color = 'red'; byColor",
        "color IN ('red', 'none') AND price > 3; byColor",
        "shape = 'round' AND rank >= 2; byShape",
        "shape = 'round' AND rank IS NOT NULL; byShape",
        "shape = 'round' AND rank <> 2 AND length(id) = 6; byShape",
        "shape = 'round'; -",
        "shape = 'round' AND rank IS NULL; -",
        "shape = 'round' AND (rank > 1 OR price = 0); -",
        "color > 'b'; -",
        "color IS NULL; -",
        "owner = 'o1'; -",
        "id = 'part-1' AND color = 'red'; -"
      })
  void anIndexIsChosenWhereItHasEveryRow(String filter, String index) {
    Dataset<Row> filtered =
        rows(TestServers.dynamoDbEndpoint().toString(), Map.of()).filter(filter);

    assertThat(ReadWay.of(filtered).index()).isEqualTo(index);
    if (index != null) {
      assertThat(filtered.queryExecution().toString())
          .contains("index " + index, "queries: #kn0 = ");
    }
    assertThat(ids(filtered)).isEqualTo(expected(filter));
  }

  @Test
  void noneIsChosenForConsistentReads() {
    Dataset<Row> filtered = rows(
            TestServers.dynamoDbEndpoint().toString(), Map.of("consistent-read", "true"))
        .filter("color = 'red'");

    assertThat(ReadWay.of(filtered))
        .isEqualTo(
            new ReadWay(ReadWay.SCAN, null, 4, 2, "index byColor has no consistent reads", 0));
    assertThat(filtered.collectAsList()).hasSize(10);
  }

  @Test
  void noneIsChosenThatTheRoleMayNotRead() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()
        .otherwise(request -> request.body().has("IndexName")
            ? InjectedFault.error(400, "AccessDeniedException", "no right on this index")
            : InjectedFault.NONE)) {
      Dataset<Row> filtered = rows(front.endpoint().toString(), Map.of()).filter("color = 'red'");

      assertThat(ReadWay.of(filtered).kind()).isEqualTo(ReadWay.SCAN);
      assertThat(filtered.collectAsList()).hasSize(10);
    }
  }

  private static List<String> ids(Dataset<Row> rows) {
    return rows.select("id").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  /** By Spark, of all rows. */
  private static List<String> expected(String filter) {
    Dataset<Row> all = rows(TestServers.dynamoDbEndpoint().toString(), Map.of());
    return ids(
        TestSpark.session().createDataFrame(all.collectAsList(), all.schema()).filter(filter));
  }

  private static Dataset<Row> rows(String endpoint, Map<String, String> more) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", endpoint)
        .option("region", "us-east-1")
        .option("segments", "4")
        .options(more)
        .load();
  }

  private static GlobalSecondaryIndex index(
      String name, ProjectionType projection, KeySchemaElement... keys) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys)
        .projection(p -> p.projectionType(projection))
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
