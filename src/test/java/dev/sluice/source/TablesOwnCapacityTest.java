package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadRateLimiter;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Percentages of what a provisioned table and its global index have, each its own. */
final class TablesOwnCapacityTest {
  private static final long MINUTE = Duration.ofSeconds(61).toNanos();
  private static final int ITEMS = 400;

  private static String table;

  private static final Percentage EXACTLY = Percentage.withPercentage(0.1);

  private long now;

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
    SourceOptions options = options(index);
    return new ReadCapacities(options, TableHandle.describe(options)).limit().unitsPerSecond();
  }

  @Test
  void percentFollowsTheTableWhoseCapacityIsChanged() {
    String resized = TargetTables.create();
    provision(resized, 100);
    SourceOptions options = options(resized, null);
    ReadCapacities capacities = new ReadCapacities(options, TableHandle.describe(options));
    ReadBudget account = capacities.account(
        capacities.limit(), new ReadRateLimiter(() -> now), Runnable::run, () -> now);
    assertThat(pace(account)).isCloseTo(50, EXACTLY);

    provision(resized, 400);
    assertThat(pace(account)).isCloseTo(50, EXACTLY);
    now += MINUTE;
    assertThat(pace(account)).isCloseTo(200, EXACTLY);
  }

  private static void provision(String table, long units) {
    TestServers.dynamoDb().updateTable(t -> t.tableName(table)
        .billingMode("PROVISIONED")
        .provisionedThroughput(p -> p.readCapacityUnits(units).writeCapacityUnits(100L)));
  }

  /** Units a second: what one page costs, and how long the next one waits for it. */
  private double pace(ReadBudget account) {
    now += Duration.ofSeconds(10).toNanos();
    account.ask(1);
    Answer.Permit before = leave(account);
    Answer.Permit after = leave(account);
    return before.chargedUnits() / (after.afterNanos() - before.afterNanos()) * 1e9;
  }

  /** Once what was saved up is used. */
  private static Answer.Permit leave(ReadBudget account) {
    Answer.Permit leave = (Answer.Permit) account.ask(1);
    while (leave.afterNanos() == 0) {
      leave = (Answer.Permit) account.ask(1);
    }
    return leave;
  }

  private static SourceOptions options(String index) {
    return options(table, index);
  }

  private static SourceOptions options(String table, String index) {
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
    return SourceOptions.of(new CaseInsensitiveStringMap(all));
  }
}
