package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.write.ItemSize;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The columns that describe items, against what the SDK's own scan gives. */
final class MetadataColumnsTest {
  /** In the future: DynamoDB Local deletes what has expired. */
  private static final long LATER = Instant.parse("2099-11-01T00:00:00Z").getEpochSecond();

  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("the \"id\"", "S"), new TableDescription.Key("at", "N"));

  private static String table;
  private static Dataset<Row> rows;

  @BeforeAll
  static void create() {
    table = TargetTables.create(KEYS);
    RandomItems random = new RandomItems(7);
    TargetTables.put(table, KEYS, IntStream.range(0, 40).mapToObj(i -> {
      Map<String, AttributeValue> item = new HashMap<>(random.item("x"));
      item.remove("id");
      item.put("the \"id\"", AttributeValue.fromS("k\"ä\n" + i % 7));
      item.put("at", AttributeValue.fromN(i % 3 == 0 ? i + ".50" : "" + i));
      expiry(i).ifPresent(value -> item.put("ttl", value));
      return item;
    }));
    TestServers.dynamoDb().updateTimeToLive(t -> t.tableName(table)
        .timeToLiveSpecification(s -> s.attributeName("ttl").enabled(true)));
    rows = load(Map.of());
  }

  private static java.util.Optional<AttributeValue> expiry(int i) {
    return java.util.Optional.ofNullable(
        switch (i) {
          case 0 -> AttributeValue.fromN("" + LATER);
          case 1 -> AttributeValue.fromN(LATER + ".9999999");
          case 2 -> AttributeValue.fromN("0");
          case 3 -> AttributeValue.fromN("-5");
          case 4 -> AttributeValue.fromN("" + LATER * 1_000);
          case 5 -> AttributeValue.fromN("1E+100");
          case 6 -> AttributeValue.fromS("" + LATER);
          case 7 -> AttributeValue.fromNul(true);
          default -> i % 2 == 0 ? AttributeValue.fromN("" + (LATER + i)) : null;
        });
  }

  @AfterEach
  void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  @Test
  void theyAreWhatTheItemsAre() throws IOException {
    Map<Map<String, AttributeValue>, Row> found = new HashMap<>();
    for (Row row : rows.select("_key", "_size", "_expires_at").collectAsList()) {
      found.put(key(row.getString(0)), row);
    }
    List<Map<String, AttributeValue>> items =
        TestServers.dynamoDb().scan(s -> s.tableName(table)).items();
    assertThat(found).hasSize(40);
    for (Map<String, AttributeValue> item : items) {
      Row row = found.get(Map.of("the \"id\"", item.get("the \"id\""), "at", item.get("at")));
      assertThat(row.getLong(1)).isEqualTo(ItemSize.bytes(item));
      assertThat(row.getTimestamp(2)).isEqualTo(expires(item.get("ttl")));
    }
    assertThat(rows.select("_expires_at").where("_expires_at IS NOT NULL").count())
        .isEqualTo(2 + 1 + 16);
  }

  private static @Nullable Timestamp expires(@Nullable AttributeValue ttl) {
    if (ttl == null || ttl.n() == null) {
      return null;
    }
    BigDecimal seconds = new BigDecimal(ttl.n());
    boolean held = seconds.compareTo(new BigDecimal("9000000000000")) < 0
        && seconds.compareTo(BigDecimal.valueOf(1_000_000_000)) > 0;
    return held
        ? Timestamp.from(Instant.ofEpochSecond(
            seconds.longValue(), seconds.remainder(BigDecimal.ONE).signum() == 0 ? 0 : 999_999_000))
        : null;
  }

  private static Map<String, AttributeValue> key(String json) throws IOException {
    Map<String, AttributeValue> key = new HashMap<>();
    JsonNode node = new ObjectMapper().readTree(json);
    assertThat(node.fieldNames()).toIterable().containsExactly("the \"id\"", "at");
    key.put("the \"id\"", AttributeValue.fromS(node.get("the \"id\"").get("S").textValue()));
    key.put("at", AttributeValue.fromN(node.get("at").get("N").textValue()));
    return key;
  }

  @Test
  void aQueryHasToNameThem() {
    assertThat(rows.columns()).doesNotContain("_key", "_size", "_expires_at");
    assertThat(rows.select("*").columns()).isEqualTo(rows.columns());
    assertThat(rows.select("*", "_size").columns()).hasSize(rows.columns().length + 1);
    assertThat(rows.where("at > 5").groupBy("at").count().join(rows, "at").columns())
        .doesNotContain("_size");
  }

  @Test
  void theyGoWithEverythingElse() {
    assertThat(rows.select("_size").count()).isEqualTo(40);
    long large = rows.select("_size").collectAsList().stream()
        .filter(row -> row.getLong(0) > 350)
        .count();
    assertThat(rows.where("_size > 350").count()).isEqualTo(large).isBetween(1L, 39L);
    assertThat(rows.where("at < 5 AND _expires_at IS NULL").select("at").collectAsList())
        .hasSize(2);
    assertThat(rows.where("_key LIKE '%.5\"%'").select("at").count()).isEqualTo(14);
    assertThat(rows.selectExpr("max(_size)", "min(_expires_at)").first().getTimestamp(1))
        .isEqualTo(Timestamp.from(Instant.ofEpochSecond(LATER)));
    assertThat(rows.orderBy("_size").limit(3).select("_key").collectAsList()).hasSize(3);
    Row one = rows.where("at = 10").select("at", "_overflow", "_size", "_key").first();
    assertThat(one.getLong(2))
        .isEqualTo(rows.where("at = 10").select("_size").first().getLong(0));
    assertThat(one.getString(3)).contains("\"at\":{\"N\":\"10\"}");
    assertThat(rows.as("r").selectExpr("r._size", "r.at").count()).isEqualTo(40);
  }

  @Test
  void onlyWhatTheyNeedIsFetched() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Dataset<Row> all = load(Map.of("endpoint", front.endpoint().toString()));
      for (String columns : List.of("_key", "_expires_at", "_size")) {
        int before = front.requests("Scan").size();
        all.select(columns).collectAsList();
        JsonNode request = front.requests("Scan").get(before).body();
        assertThat(request.path("ExpressionAttributeNames"))
            .extracting(JsonNode::textValue)
            .as(columns)
            .containsExactlyInAnyOrder(
                switch (columns) {
                  case "_key" -> new String[] {"the \"id\"", "at"};
                  case "_expires_at" -> new String[] {"ttl"};
                  default -> new String[] {};
                });
      }
    }
  }

  /** Spark hides them behind a view, so the view has to name them. */
  @Test
  void aViewHasThemIfItNamesThem() {
    SparkSession spark = TestSpark.session();
    rows.createOrReplaceTempView("described");
    assertThat(spark.table("described").columns()).doesNotContain("_size");
    assertThatThrownBy(() -> spark.sql("SELECT _size FROM described"))
        .hasMessageContaining("_size");

    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      load(Map.of("endpoint", front.endpoint().toString()))
          .select("*", "_size")
          .createOrReplaceTempView("described");
      int before = front.requests("Scan").size();
      assertThat(
              spark.sql("SELECT count(at) FROM described WHERE at > -1").first().getLong(0))
          .isEqualTo(40);
      assertThat(front
              .requests("Scan")
              .get(before)
              .body()
              .path("ProjectionExpression")
              .asText())
          .isEqualTo("#c0");
      assertThat(spark.sql("SELECT _size FROM described WHERE _size > 0").count())
          .isEqualTo(40);
    }
  }

  @Test
  void aTableOfACatalogHasThem() {
    try (CatalogSession session = new CatalogSession()) {
      String name = "ddb.`" + table + "`";
      assertThat(session.rows("SELECT at FROM " + name + " WHERE _size > 0")).hasSize(40);
      assertThat(session.rows("SELECT max(t._size), count(_expires_at) FROM " + name + " t"))
          .hasSize(1)
          .allMatch(row -> row.getLong(0) > 350 && row.getLong(1) == 19);
      assertThat(session.rows("SELECT * FROM " + name).get(0).size())
          .isEqualTo(rows.columns().length);
    }
  }

  @Test
  void anAttributeOfTheSameNameWins() {
    String own = TargetTables.create();
    TargetTables.put(
        own,
        List.of(
            Map.of("id", AttributeValue.fromS("a"), "_size", AttributeValue.fromS("large")),
            Map.of("id", AttributeValue.fromS("b"), "_KEY", AttributeValue.fromN("5"))));
    Dataset<Row> all = load(Map.of("table", own));

    assertThat(all.columns()).containsExactlyInAnyOrder("id", "_size", "_KEY", "_overflow");
    assertThat(all.where("_size = 'large'").select("id", "_size", "_key").collectAsList())
        .containsExactly(org.apache.spark.sql.RowFactory.create("a", "large", null));
    SparkSession cased = TestSpark.session().newSession();
    cased.conf().set("spark.sql.caseSensitive", true);
    SparkSession.setActiveSession(cased);
    Dataset<Row> exactly = cased
        .read()
        .format("sluice")
        .options(Map.of("table", own, "endpoint", TestServers.dynamoDbEndpoint().toString()))
        .load();
    assertThat(exactly.where("id = 'b'").select("_KEY", "_key").first())
        .isEqualTo(org.apache.spark.sql.RowFactory.create(5L, "{\"id\":{\"S\":\"b\"}}"));
  }

  @Test
  void theTtlIsTheOneInForce() {
    Map<String, String> other = Map.of("ttl-attribute", "at", "expired-at", "20");
    Dataset<Row> unexpired = load(other);
    assertThat(unexpired.where("at = 31").select("_expires_at").first().getTimestamp(0))
        .isEqualTo(Timestamp.from(Instant.ofEpochSecond(31)));
    assertThat(unexpired.where("_expires_at < '1970-01-01T00:00:20Z'").count()).isZero();

    String without = TargetTables.random(3, 5);
    assertThat(load(Map.of("table", without)).where("_expires_at IS NULL").count())
        .isEqualTo(5);
    try (FaultyDynamoDb front = FaultyDynamoDb.start()
        .otherwise(r -> (request, dynamoDb) -> request.operation().equals("DescribeTimeToLive")
            ? denied()
            : dynamoDb.apply(request))) {
      Dataset<Row> blind = load(Map.of("endpoint", front.endpoint().toString()));
      assertThat(blind.select("_size").count()).isEqualTo(40);
      assertThatThrownBy(() -> blind.select("_expires_at").collectAsList())
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("DescribeTimeToLive");
    }
  }

  private static DynamoDbReply denied() {
    return DynamoDbReply.of(
        400,
        new ObjectMapper()
            .createObjectNode()
            .put("__type", "com.amazon.coral.service#AccessDeniedException")
            .put("message", "not authorized"));
  }

  @Test
  void writtenRowsHaveThemOnlyAsColumnsOfTheirOwn() {
    String copy = TargetTables.create(KEYS);
    Map<String, String> target =
        Map.of("table", copy, "endpoint", TestServers.dynamoDbEndpoint().toString());
    rows.where("_size > 0")
        .write()
        .format("sluice")
        .options(target)
        .mode("append")
        .save();
    assertThat(load(target).where("`_size` > 0").count()).isEqualTo(40);
    assertThat(TestServers.dynamoDb().scan(s -> s.tableName(copy)).items())
        .allMatch(item -> !item.containsKey("_size"));

    rows.selectExpr("`the \"id\"`", "at", "_size AS `item bytes`", "_expires_at")
        .where("at = 10")
        .write()
        .format("sluice")
        .options(target)
        .mode("append")
        .save();
    Map<String, AttributeValue> ten =
        TestServers.dynamoDb().scan(s -> s.tableName(copy)).items().stream()
            .filter(item -> item.get("at").n().equals("10"))
            .findFirst()
            .orElseThrow();
    assertThat(ten.get("item bytes").n()).isNotNull();
    assertThat(ten.get("_expires_at").s()).startsWith("2099-11-01T00:00:10");
  }

  private static Dataset<Row> load(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.putIfAbsent("table", table);
    options.putIfAbsent("endpoint", TestServers.dynamoDbEndpoint().toString());
    options.putIfAbsent("segments", "2");
    return TestSpark.session().read().format("sluice").options(options).load();
  }
}
