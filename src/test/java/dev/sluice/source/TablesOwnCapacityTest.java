package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.ReadSettings;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Percentages of what a provisioned table and its global index have, each its own. */
@Tag("thorough")
final class TablesOwnCapacityTest {
  private static final int ITEMS = 400;

  private static String table;

  @BeforeAll
  static void create() {
    table = TestServers.table("provisioned");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .provisionedThroughput(p -> p.readCapacityUnits(4_000L).writeCapacityUnits(100L))
        .attributeDefinitions(
            AttributeDefinition.builder()
                .attributeName("id")
                .attributeType(ScalarAttributeType.S)
                .build(),
            AttributeDefinition.builder()
                .attributeName("group")
                .attributeType(ScalarAttributeType.S)
                .build())
        .keySchema(hash("id"))
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName("byGroup")
            .keySchema(hash("group"))
            .projection(p -> p.projectionType(ProjectionType.ALL))
            .provisionedThroughput(p -> p.readCapacityUnits(150L).writeCapacityUnits(100L))
            .build()));
    TargetTables.put(
        table, IntStream.range(0, ITEMS).mapToObj(TablesOwnCapacityTest::item).toList());
  }

  private static KeySchemaElement hash(String name) {
    return KeySchemaElement.builder().attributeName(name).keyType(KeyType.HASH).build();
  }

  /** Of four kilobytes. */
  private static Map<String, AttributeValue> item(int number) {
    return Map.of(
        "id", AttributeValue.fromS("item-" + number),
        "group", AttributeValue.fromS("group-" + number % 50),
        "text", AttributeValue.fromS("x".repeat(3_900)));
  }

  @Test
  void aGlobalIndexIsReadByItsOwnCapacity() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      ConsumedUnits consumed = ConsumedUnits.at(front);
      long rows = TestSpark.session()
          .read()
          .format("sluice")
          .options(Map.of(
              "table", table,
              "index", "byGroup",
              "region", "us-east-1",
              "endpoint", front.endpoint().toString(),
              "sample-items", "16",
              "segments", "16"))
          .load()
          .count();

      assertThat(rows).isEqualTo(ITEMS);
      // 75 units a second; pages are small then, and 16 of them at most are in flight
      assertThat(consumed.most(1)).isLessThanOrEqualTo(75 * 1.05 + 16 * 75 * 0.43);
      assertThat(consumed.seconds()).isGreaterThan(consumed.total() / 75 * 0.7);
    }
    assertThat(limit("byGroup")).isEqualTo(75);
    assertThat(limit(null)).isEqualTo(2_000);
  }

  private static double limit(String index) {
    return TableSource.open(settings(table, index)).unitsPerSecond();
  }

  private static ReadSettings settings(String table, String index) {
    Map<String, String> known = Map.of(
        "table",
        table,
        "region",
        "us-east-1",
        "endpoint",
        TestServers.dynamoDbEndpoint().toString());
    Map<String, String> all = new HashMap<>(known);
    if (index != null) {
      all.put("index", index);
    }
    return TableSource.settings(all);
  }
}
