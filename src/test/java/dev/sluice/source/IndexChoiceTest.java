package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.demo.EmbeddedServers;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.Clients;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.RecordedCalls;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Under {@code index = auto} an index is read only where it has every row and column, and costs less than the table. */
final class IndexChoiceTest {
  private static final SparkSession SPARK = TestSpark.interpreted();

  private static String table;
  private static Dataset<Row> auto;
  private static Dataset<Row> memory;

  @BeforeAll
  static void create() {
    table = TestServers.table("events");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("id", ScalarAttributeType.S),
            attribute("at", ScalarAttributeType.S),
            attribute("model", ScalarAttributeType.S),
            attribute("rank", ScalarAttributeType.N),
            attribute("flag", ScalarAttributeType.S))
        .keySchema(key("id", KeyType.HASH), key("at", KeyType.RANGE))
        .localSecondaryIndexes(LocalSecondaryIndex.builder()
            .indexName("byRank")
            .keySchema(key("id", KeyType.HASH), key("rank", KeyType.RANGE))
            .projection(including("small"))
            .build())
        .globalSecondaryIndexes(
            global("byModel", including("small"), "model", "at"),
            global("byFlag", keysOnly(), "flag"),
            global("byTime", keysOnly(), "at", "id")));
    TargetTables.put(
        table,
        List.of(new TableDescription.Key("id", "S"), new TableDescription.Key("at", "S")),
        Stream.iterate(0, i -> i < 120, i -> i + 1).map(IndexChoiceTest::item));
    auto = load(Map.of("index", "auto"));
    Dataset<Row> read = load(Map.of());
    memory = SPARK.createDataFrame(read.collectAsList(), read.schema());
  }

  /** Every fifth has no model, one in thirty a flag, every third a rank, which may have a fraction. */
  private static Map<String, AttributeValue> item(int i) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS("id" + i % 4));
    item.put("at", AttributeValue.fromS("2026-10-" + (10 + i % 19) + "T" + i));
    item.put("small", AttributeValue.fromN("" + i % 7));
    item.put("large", AttributeValue.fromS("x".repeat(2_000) + i % 3));
    if (i % 5 > 0) {
      item.put("model", AttributeValue.fromS("m" + i % 3));
    }
    if (i % 30 == 0) {
      item.put("flag", AttributeValue.fromS("f" + i % 4));
    }
    if (i % 3 == 0) {
      item.put("rank", AttributeValue.fromN(i % 9 == 0 ? i + ".5" : "" + i));
    }
    return item;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        // a key's value, and columns that the index projects
        "model = 'm1'; id, at, small; byModel",
        "model IN ('m1', 'm2', 'no'); small; byModel",
        "model = 'm1' AND at >= '2026-10-12' AND at < '2026-10-20'; id, small; byModel",
        "model = 'm1' AND at LIKE '2026-10-1%' AND small > 2; id, small; byModel",
        "model = 'm1' AND (at = '2026-10-11T1' OR small = 2); id; byModel",
        "flag = 'f0'; id, at; byFlag",
        "model = 'm1' AND flag = 'f0'; id; -",
        // no
        "model = 'm1'; large; -",
        "model = 'm1' AND large IS NOT NULL; id; -",
        "model = 'm1' AND large = 'x'; id; -",
        "model = 'm1'; *; -",
        "model = 'm1' OR small = 2; id; -",
        "model <=> NULL; id; -",
        "upper(model) = 'M1'; id; -",
        "flag = ''; id; -",
        // a scan of a sparse index, whose every row is demanded
        "flag > 'a'; id, flag; byFlag",
        "flag = 'f0' OR flag = 'f2'; id, flag; byFlag",
        "flag IS NOT NULL; id; -",
        "flag < 'z'; id; -",
        "flag <> 'f0'; id; -",
        // keys of every item
        "true; id, at; -",
        "true; id, small; -",
        // the table's own partition, and a part of it
        "id = 'id1'; id, at, small; -",
        "id = 'id1' AND rank = 9; small; byRank",
        "id = 'id1' AND rank > 9; small; byRank",
        "id = 'id1' AND rank > 9; large; -",
        "id = 'id1' AND rank IS NOT NULL; rank, small; -",
        "id = 'id1' AND at > '2026-10-15' AND rank > 9; small; -",
        "id = 'id1' AND at = '2026-10-11T1' AND rank = 9; small; -",
        "id = 'id1' AND model = 'm1'; small; -"
      })
  void itIsReadWhereItHasEverything(String where, String columns, String index) {
    Dataset<Row> found = auto(rows -> rows.where(where).selectExpr(columns.split(", ")));

    assertThat(plan(found)).contains(index.equals("-") ? "dynamodb" : "index " + index + " (auto)");
    if (index.equals("-")) {
      assertThat(plan(found)).doesNotContain("(auto)");
      return;
    }
    List<String> expected = texts(memory.where(where).selectExpr(columns.split(", ")));
    assertThat(texts(found)).isEqualTo(expected);
    assertThat(auto.where(where).count()).isEqualTo(expected.size());
  }

  @Test
  void queriesGoToTheIndexAndCostItsItemsOnly() throws Exception {
    Dataset<Row> rows = auto(all -> all.where("flag = 'f0'").select("id"));
    assertThat(rows.count()).isEqualTo(2);

    assertThat(RecordedCalls.during(rows::collectAsList).stream()
            .filter(call -> call.action().matches("dynamodb:(Scan|Query)"))
            .map(call -> call.action() + " " + call.resource().replaceAll(".*:table/", "")))
        .containsExactly("dynamodb:Query " + table + "/index/byFlag");
    assertThat(units("auto", "flag = 'f0'")).isLessThan(2);
    assertThat(units("auto", "small = 1")).isGreaterThan(25);
  }

  private static double units(String index, String where) {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Dataset<Row> all =
          load(Map.of("index", index, "endpoint", front.endpoint().toString()));
      ConsumedUnits consumed = ConsumedUnits.at(front);
      all.where(where).select("id").collectAsList();
      return consumed.total();
    }
  }

  @Test
  void theTableIsReadWithoutTheOption() {
    assertThat(plan(load(Map.of()).where("flag = 'f0'").select("id"))).doesNotContain("index");
  }

  @Test
  void aSmallerIndexIsScannedForAllItems() {
    try (FaultyDynamoDb front = describing(t -> size(t, "byTime", 9_000))) {
      Dataset<Row> all = load(auto(front));

      assertThat(plan(all.select("id", "at"))).contains("index byTime (auto)");
      assertThat(texts(all.select("id", "at"))).isEqualTo(texts(load(Map.of()).select("id", "at")));
      assertThat(plan(all.select("small"))).doesNotContain("(auto)");
      Dataset<Row> count = all.where("at > '2026-10-15'").groupBy().count();
      assertThat(plan(count)).contains("index byTime (auto)", "counted by DynamoDB");
      assertThat(count.first().getLong(0))
          .isEqualTo(load(Map.of()).where("at > '2026-10-15'").count());
    }
  }

  /** An item whose key changes is found again later, so one task remembers what it has found. */
  @Test
  void aScanOfKeysThatChangeIsOneTask() {
    SluiceScan flags = scan(auto(all -> all.where("flag > 'a'").select("flag")));

    assertThat(flags.plan().path().outline().tasks()).isEqualTo(1);
    assertThat(flags.plan().repeating()).containsExactly("id", "at");
    try (FaultyDynamoDb front = describing(t -> {
      size(t, "byTime", 100_000);
      size(t, "byFlag", 100_000);
    })) {
      SluiceScan times = scan(load(auto(front)).select("at"));
      assertThat(times.plan().path().outline().index()).isEqualTo("byTime");
      assertThat(times.plan().repeating()).isEmpty();
      assertThat(plan(load(auto(front)).where("flag > 'a'").select("flag")))
          .doesNotContain("(auto)");
    }
  }

  @Test
  void ofTwoScansAnUnknownSizeIsNotTheSmallerOne() {
    for (long bytes : List.of(0L, 244_907L)) {
      try (FaultyDynamoDb front = describing(t -> size(t, "byTime", bytes))) {
        assertThat(plan(load(auto(front)).select("id", "at"))).doesNotContain("(auto)");
      }
    }
    try (FaultyDynamoDb front = describing(t -> {
      size(t, "byTime", 9_000);
      t.put("TableSizeBytes", 0);
    })) {
      assertThat(plan(load(auto(front)).select("id", "at"))).doesNotContain("(auto)");
    }
  }

  @Test
  void manyQueriesOfASmallTableAreAScan() {
    Dataset<Row> flags =
        load(Map.of("index", "auto")).where("flag IN (" + values(90) + ")").select("id", "flag");
    assertThat(plan(flags)).doesNotContain("(auto)");
    try (FaultyDynamoDb front = describing(t -> t.put("TableSizeBytes", 0))) {
      Dataset<Row> unknown = load(auto(front)).where("flag IN (" + values(90) + ")");
      assertThat(plan(unknown.select("id"))).contains("index byFlag (auto)");
    }
  }

  private static String values(int count) {
    return IntStream.range(0, count).mapToObj(i -> "'f" + i + "'").collect(Collectors.joining(","));
  }

  @Test
  void anIndexThatIsNotCompleteIsLeftAlone() {
    for (Consumer<ObjectNode> state : List.<Consumer<ObjectNode>>of(
        index -> index.put("IndexStatus", "CREATING"),
        index -> index.put("IndexStatus", "UPDATING"),
        index -> index.put("Backfilling", true))) {
      AtomicInteger described = new AtomicInteger();
      try (FaultyDynamoDb front = describing(t -> {
        if (described.incrementAndGet() > 1) {
          state.accept(global(t, "byFlag"));
        }
      })) {
        Dataset<Row> once = load(auto(front)).where("flag = 'f0'").select("id");
        assertThat(plan(once)).doesNotContain("(auto)");
        assertThat(described.get()).isGreaterThan(1);
        assertThat(plan(load(auto(front)).where("flag = 'f0'").select("id")))
            .doesNotContain("(auto)");
      }
    }
  }

  /**
   * What is no key is in no index. While there is one, DynamoDB takes no such value.
   *
   * <p>In a server of its own: DynamoDB Local builds indexes and expires items in one pool of ten threads, and each table
   * with a TTL keeps one of them for good. Beside seven such tables no index is ever finished.
   */
  @Test
  void itemsOlderThanAnIndexMayNotBeInIt() throws InterruptedException {
    try (EmbeddedServers server = EmbeddedServers.start();
        DynamoDbClient dynamoDb = Clients.dynamoDb(server.settings())) {
      Map<String, String> older = indexedLater(dynamoDb, server);
      Dataset<Row> asText = load(with(older, "kind string"));
      Dataset<Row> asNumber = load(with(older, "kind bigint"));

      assertThat(plan(asText.where("kind = '5'").select("id"))).contains("index byKind (auto)");
      assertThat(texts(asText.where("kind = '5'").select("id"))).containsExactly("[text]");
      assertThat(texts(asText.where("kind < '6'").select("id")))
          .containsExactly("[empty]", "[text]");
      assertThat(texts(asText.where("kind IS NOT NULL").select("id"))).hasSize(2);
      assertThat(texts(asText.where("kind = ''").select("id"))).containsExactly("[empty]");
      assertThat(texts(asText.where("kind IN ('', '5')").select("id"))).hasSize(2);
      assertThat(texts(asNumber.where("kind = 5").select("id"))).containsExactly("[number]");
    }
  }

  /** Three items, and an index that was made after them; returns the options that read their table. */
  private static Map<String, String> indexedLater(DynamoDbClient dynamoDb, EmbeddedServers server)
      throws InterruptedException {
    dynamoDb.createTable(t -> t.tableName("older")
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(attribute("id", ScalarAttributeType.S))
        .keySchema(key("id", KeyType.HASH)));
    Map.of(
            "text", AttributeValue.fromS("5"),
            "empty", AttributeValue.fromS(""),
            "number", AttributeValue.fromN("5"))
        .forEach((id, kind) -> dynamoDb.putItem(
            p -> p.tableName("older").item(Map.of("id", AttributeValue.fromS(id), "kind", kind))));
    dynamoDb.updateTable(u -> u.tableName("older")
        .attributeDefinitions(attribute("kind", ScalarAttributeType.S))
        .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
            .create(c ->
                c.indexName("byKind").keySchema(key("kind", KeyType.HASH)).projection(keysOnly()))
            .build()));
    while (indexStatus(dynamoDb) != IndexStatus.ACTIVE) {
      Thread.sleep(20);
    }
    return Map.of("table", "older", "endpoint", server.dynamoDb().toString(), "index", "auto");
  }

  private static IndexStatus indexStatus(DynamoDbClient dynamoDb) {
    return dynamoDb
        .describeTable(d -> d.tableName("older"))
        .table()
        .globalSecondaryIndexes()
        .get(0)
        .indexStatus();
  }

  private static Map<String, String> with(Map<String, String> options, String ddl) {
    Map<String, String> all = new HashMap<>(options);
    all.put("ddl", ddl);
    return all;
  }

  @Test
  void itsCapacityIsItsOwn() {
    Map<String, Object> given = Map.of("ReadCapacityUnits", 40);
    try (FaultyDynamoDb front = describing(t -> {
      t.putPOJO("ProvisionedThroughput", Map.of("ReadCapacityUnits", 1_000));
      global(t, "byFlag").putPOJO("ProvisionedThroughput", given);
    })) {
      Dataset<Row> all = load(auto(front));

      assertThat(scan(all.where("flag = 'f0'").select("id")).plan().limit().unitsPerSecond())
          .isEqualTo(20);
      assertThat(scan(all.where("flag = 'f0'")).plan().limit().unitsPerSecond()).isEqualTo(500);
      assertThat(scan(all.where("id = 'id1' AND rank = 9").select("id"))
              .plan()
              .limit()
              .unitsPerSecond())
          .isEqualTo(500);
    }
  }

  @Test
  void readsOfTheTableAndOfIndexesShareTheBudget() {
    Dataset<Row> all =
        load(Map.of("index", "auto", "max-units", "20", "sample-items", "1", "ddl", "flag string"));
    Dataset<Row> flags = all.where("flag = 'f0'").select("id");
    assertThat(flags.collectAsList()).hasSize(2);

    assertThatThrownBy(() -> all.select("large").collectAsList())
        .hasStackTraceContaining("budget of 20 read units");
    assertThatThrownBy(flags::collectAsList)
        .hasStackTraceContaining("index byFlag of table " + table)
        .hasStackTraceContaining("budget of 20 read units");
  }

  @Test
  void consistentReadsLeaveGlobalIndexesAlone() {
    Dataset<Row> all = load(Map.of("index", "auto", "consistent-read", "true"));

    assertThat(plan(all.where("flag = 'f0'").select("id"))).doesNotContain("(auto)");
    assertThat(plan(all.where("id = 'id1' AND rank = 9").select("id")))
        .contains("index byRank (auto)");
  }

  @Test
  void anIndexHasKeysAndMayHaveTheTimeOfExpiry() {
    Dataset<Row> ones = auto(all -> all.where("model = 'm1'"));
    Dataset<Row> expected = load(Map.of()).where("model = 'm1'");

    assertThat(plan(ones.select("_key", "_expires_at"))).contains("index byModel (auto)");
    assertThat(texts(ones.select("_key"))).isEqualTo(texts(expected.select("_key")));
    assertThat(plan(ones.select("_size"))).doesNotContain("(auto)");
    assertThat(texts(ones.select("id", "_size"))).isEqualTo(texts(expected.select("id", "_size")));
    Dataset<Row> expiring = load(Map.of("index", "auto", "ttl-attribute", "large"));
    assertThat(plan(expiring.where("model = 'm1'").select("_expires_at"))).doesNotContain("(auto)");
  }

  @Test
  void aNamedIndexTellsOfWhatItProjects() {
    Dataset<Row> flags = load(Map.of("index", "byFlag"));

    assertThat(flags.select("_key", "_size").collectAsList())
        .hasSize(4)
        .allMatch(row -> row.getLong(1) < 60 && row.getString(0).startsWith("{\"id\":{\"S\":"));
    Dataset<Row> expiring = load(Map.of("index", "byFlag", "ttl-attribute", "small"));
    assertThatThrownBy(() -> expiring.select("_expires_at").collectAsList())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("does not project small");
  }

  @Test
  void theTtlAttributeHasToBeProjected() {
    Dataset<Row> all = load(Map.of("index", "auto", "ttl-attribute", "small", "expired-at", "9"));

    assertThat(plan(all.where("flag = 'f0'").select("id"))).doesNotContain("(auto)");
    assertThat(plan(all.where("model = 'm1'").select("id"))).contains("index byModel (auto)");
    assertThat(all.where("model = 'm1'").count()).isZero();
  }

  @Test
  void aQueryMayBeOfAnIndex() {
    Dataset<Row> all = load(Map.of("index", "auto", "kind", "query"));

    assertThat(all.where("flag = 'f0'").select("id").collectAsList()).hasSize(2);
    assertThatThrownBy(() -> all.where("flag = 'f0'").select("large").collectAsList())
        .isInstanceOf(InvalidConfigurationException.class);
  }

  @Test
  void anIndexOfThisNameMakesItAmbiguous() {
    try (FaultyDynamoDb front = describing(t -> global(t, "byFlag").put("IndexName", "auto"))) {
      assertThatThrownBy(() -> load(auto(front)))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("index of this name");
    }
  }

  /** DynamoDB answers no such Query here: that the key conditions are right is told elsewhere. */
  @Test
  void allAttributesOfAKeyAreDemanded() {
    try (FaultyDynamoDb front = describing(t -> {
      ArrayNode keys = global(t, "byModel").putArray("KeySchema");
      keys.addObject().put("AttributeName", "model").put("KeyType", "HASH");
      keys.addObject().put("AttributeName", "flag").put("KeyType", "HASH");
      keys.addObject().put("AttributeName", "at").put("KeyType", "RANGE");
      keys.addObject().put("AttributeName", "rank").put("KeyType", "RANGE");
    })) {
      Dataset<Row> all = load(auto(front));
      Function<String, String> plan = where -> plan(all.where(where).select("small"));

      assertThat(plan.apply("model = 'm1' AND flag = 'f1'")).doesNotContain("(auto)");
      assertThat(plan.apply("model = 'm1' AND rank = 3")).doesNotContain("(auto)");
      assertThat(plan.apply("model = 'm1' AND flag = 'f1' AND rank >= 3"))
          .contains("index byModel (auto)", "1 queries: #kn0 = :kv0 AND #kn1 = :kv1 {");
      assertThat(plan.apply("model = 'm1' AND flag IN ('f1', 'f2') AND at = 'x' AND rank > 3"))
          .contains("2 queries: #kn0 = :kv0 AND #kn1 = :kv1 AND #kn2 = :kv2 AND #kn3 > :kv3 {");
    }
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static Dataset<Row> auto(Function<Dataset<Row>, Dataset<Row>> question) {
    return question.apply(auto);
  }

  private static Map<String, String> auto(FaultyDynamoDb front) {
    return Map.of("index", "auto", "endpoint", front.endpoint().toString());
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().sparkPlan().toString();
  }

  private static SluiceScan scan(Dataset<Row> rows) {
    return (SluiceScan) ((DataSourceV2ScanRelation)
            rows.queryExecution().optimizedPlan().collectLeaves().head())
        .scan();
  }

  /** A proxy that changes the table's description. */
  private static FaultyDynamoDb describing(Consumer<ObjectNode> change) {
    return FaultyDynamoDb.start().otherwise(r -> (request, dynamoDb) -> {
      DynamoDbReply reply = dynamoDb.apply(request);
      if (!request.operation().equals("DescribeTable")) {
        return reply;
      }
      ObjectNode body = (ObjectNode) reply.body();
      change.accept((ObjectNode) body.get("Table"));
      return DynamoDbReply.of(reply.status(), body);
    });
  }

  private static void size(ObjectNode described, String index, long bytes) {
    global(described, index).put("IndexSizeBytes", bytes);
  }

  private static ObjectNode global(ObjectNode described, String name) {
    for (JsonNode index : described.get("GlobalSecondaryIndexes")) {
      if (index.get("IndexName").asText().equals(name)) {
        return (ObjectNode) index;
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private static Dataset<Row> load(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.putIfAbsent("table", table);
    options.putIfAbsent("endpoint", TestServers.dynamoDbEndpoint().toString());
    if (!"query".equals(more.get("kind"))) {
      options.putIfAbsent("segments", "2");
    }
    return SPARK.read().format("sluice").options(options).load();
  }

  private static GlobalSecondaryIndex global(
      String name, Projection projection, String partition, String... sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(Stream.concat(
                Stream.of(key(partition, KeyType.HASH)),
                Stream.of(sort).map(k -> key(k, KeyType.RANGE)))
            .toList())
        .projection(projection)
        .build();
  }

  private static Projection keysOnly() {
    return Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();
  }

  private static Projection including(String name) {
    return Projection.builder()
        .projectionType(ProjectionType.INCLUDE)
        .nonKeyAttributes(name)
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
