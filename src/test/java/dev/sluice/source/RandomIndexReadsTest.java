package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.RandomReadsTest.Asked;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Random queries of tables with sparse indexes, one of which may be chosen, give what they give in memory. */
final class RandomIndexReadsTest {
  private static final int QUERIES = 16;

  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"), new TableDescription.Key("at", "N"));

  /** What a query asks for beside what is drawn: most of it demands keys of indexes, some nearly. */
  private static final List<String> FIRST = List.of(
      "true",
      "tag = 't1'",
      "tag = 't1' AND n > 1",
      "tag = 't1' AND n = 1",
      "tag IN ('t0', 't2')",
      "tag > 't1'",
      "tag < 't3'",
      "tag <> 't1'",
      "tag IS NOT NULL",
      "tag <=> 't1' AND n IS NOT NULL",
      "NOT (tag <= 't0')",
      "tag = 't1' OR tag = 't2' AND n < 3",
      "tag = 't1' OR n = 2",
      "n = 2",
      "n >= 1 AND n < 3",
      "id = 'k1'",
      "id = 'k1' AND tag = 't1'",
      "id IN ('k1', 'k2') AND tag > 't0'",
      "id = 'k1' AND at > 6 AND tag = 't1'");

  @AfterEach
  void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  @Tag("thorough")
  @Test
  void queriesGiveTheSame() {
    same(40, 3);
  }

  /** As many tables as {@code -Dsluice.long.count} says; one is told by its seed, which draws it again. */
  @Test
  @Tag("long")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void manyQueriesGiveTheSame() {
    same(LongTest.seed(40), LongTest.size("count", 300, 20));
  }

  private static void same(long seed, int tables) {
    int chosen = 0;
    for (long each = seed; each < seed + tables; each++) {
      Random random = new Random(each);
      List<Map<String, AttributeValue>> items = RandomReadsTest.items(each, true, random);
      String other = items.get(0).keySet().stream().sorted().skip(2).findFirst().orElseThrow();
      String table = create(other);
      TargetTables.put(table, KEYS, items.stream().map(item -> tagged(item, random)));
      chosen += chosen("seed " + each, table, List.of("id", "at", "tag", "n", other), random);
      TestServers.dynamoDb().deleteTable(d -> d.tableName(table));
    }
    assertThat(chosen).as("queries of indexes").isGreaterThan(tables * QUERIES / 8);
  }

  private static Map<String, AttributeValue> tagged(
      Map<String, AttributeValue> item, Random random) {
    if (random.nextInt(3) > 0) {
      item.put("tag", AttributeValue.fromS("t" + random.nextInt(4)));
    }
    if (random.nextInt(4) == 0) {
      item.remove("n");
    }
    return item;
  }

  private static String create(String included) {
    String table = TestServers.table("indexed");
    Projection projection = Projection.builder()
        .projectionType(ProjectionType.INCLUDE)
        .nonKeyAttributes(included)
        .build();
    Projection keysOnly =
        Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("id", ScalarAttributeType.S),
            attribute("at", ScalarAttributeType.N),
            attribute("tag", ScalarAttributeType.S),
            attribute("n", ScalarAttributeType.N))
        .keySchema(keys("id", "at"))
        .localSecondaryIndexes(LocalSecondaryIndex.builder()
            .indexName("byTagLocally")
            .keySchema(keys("id", "tag"))
            .projection(projection)
            .build())
        .globalSecondaryIndexes(
            global("byTag", projection, "tag"),
            global("byTagAndN", keysOnly, "tag", "n"),
            global("byN", keysOnly, "n")));
    return table;
  }

  private static GlobalSecondaryIndex global(String name, Projection projection, String... keys) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys(keys))
        .projection(projection)
        .build();
  }

  private static List<KeySchemaElement> keys(String... names) {
    return Stream.of(names)
        .map(name -> KeySchemaElement.builder()
            .attributeName(name)
            .keyType(name.equals(names[0]) ? KeyType.HASH : KeyType.RANGE)
            .build())
        .toList();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  /** Returns how many of the queries read an index. */
  private static int chosen(String told, String table, List<String> projected, Random random) {
    boolean caseSensitive = random.nextInt(3) == 0;
    SparkSession spark = TestSpark.session().newSession();
    spark.conf().set("spark.sql.caseSensitive", caseSensitive);
    SparkSession.setActiveSession(spark);
    Dataset<Row> read = spark
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option("segments", 1 + random.nextInt(3))
        .option("index", "auto")
        .option("ddl", random.nextBoolean() ? "n bigint, tag string" : "at bigint")
        .load();
    List<Row> rows = read.collectAsList();
    assertThat(rows).as(told).hasSize(36);
    Dataset<Row> memory = spark.createDataFrame(rows, read.schema());
    Dataset<Row> narrow = memory.select(projected.stream()
        .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
        .toArray(org.apache.spark.sql.Column[]::new));
    RandomQuery query =
        new RandomQuery(random, narrow.schema(), narrow.collectAsList(), caseSensitive);
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      String first = FIRST.get(random.nextInt(FIRST.size()));
      Asked drawn = RandomReadsTest.asked(query, random);
      Asked asked = new Asked(first + " AND " + drawn.words(), drawn.limit(), all -> drawn
          .question()
          .of(all.where(first)));
      RandomReadsTest.same(told + ", query " + i + ": " + asked.words(), asked, read, memory);
      Stream.of(asked.question().of(read).queryExecution().sparkPlan().toString())
          .filter(plan -> plan.contains("(auto)"))
          .forEach(chosen::add);
    }
    return chosen.size();
  }
}
