package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Joins on keys of every type, with sort keys and filters. The oracle is Spark on the same rows in memory. */
final class JoinKeyTypesTest {
  private static final int KEYS = 60;
  private static final int ITEMS = 4;

  /** Large items, so that Queries cost less than a Scan although there are few. */
  private static final String TEXT = "x".repeat(6_000);

  private static final List<String> JOINS = List.of(
      "SELECT t.p, t.s, t.v, k.m FROM t JOIN k ON t.p = k.p",
      "SELECT t.p, t.s, t.v, k.m FROM t JOIN k ON t.p = k.p AND t.s = k.s",
      "SELECT t.p, t.s, k.m FROM k LEFT JOIN t ON t.p = k.p AND t.s = k.s",
      "SELECT t.p, t.s, k.m FROM t RIGHT JOIN k ON t.s = k.s AND t.p = k.p",
      "SELECT t.p, t.s, k.m FROM t LEFT JOIN k ON t.p = k.p AND t.s = k.s",
      "SELECT t.p, t.s, k.m FROM t FULL JOIN k ON t.p = k.p AND t.s = k.s",
      "SELECT p, s, v FROM t LEFT SEMI JOIN k ON t.p = k.p AND t.s = k.s",
      "SELECT p, s, v FROM t LEFT ANTI JOIN k ON t.p = k.p AND t.s = k.s",
      "SELECT p, s, m FROM k LEFT SEMI JOIN t ON t.p = k.p AND t.s = k.s",
      "SELECT p, s, m FROM k LEFT ANTI JOIN t ON t.p = k.p AND t.s = k.s",
      "SELECT t.v, k.m FROM t JOIN k ON t.p = k.p AND t.s < k.s",
      "SELECT t.v, k.m FROM t JOIN k ON t.s = k.s",
      "SELECT t.v FROM t WHERE (p, s) IN (SELECT p, s FROM k)",
      "SELECT k.m, (SELECT max(v) FROM t WHERE t.p = k.p) FROM k",
      "SELECT a.v, b.v FROM k JOIN t a ON a.p = k.p LEFT JOIN t b ON b.p = a.p AND b.s = k.s",
      "SELECT t.v FROM t CROSS JOIN k WHERE t.p = k.p");

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SparkSession spark = TestSpark.session().newSession();

  @AfterEach
  void stop() {
    front.close();
  }

  /** Every combination of types of partition and sort key, each with every join. */
  @ParameterizedTest
  @CsvSource({"S, N", "N, S", "B, B", "N, N", "S, B"})
  @Tag("thorough")
  void rowsAreThoseOfSparkInMemory(String partition, String sort) {
    Dataset<Row> rows = filled(partition, sort, 1);
    Random random = new Random((partition + sort).hashCode());
    others(random, rows, random.nextInt(6));
    spark.conf().set("spark.sql.adaptive.enabled", random.nextBoolean());
    spark.conf().set("spark.sql.ansi.enabled", random.nextBoolean());
    spark.conf().set(JoinByKeyMode.SETTING, random.nextBoolean() ? "auto" : "true");
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", random.nextBoolean() ? "10MB" : "-1");
    for (String join : JOINS) {
      agree(join);
    }
  }

  @Test
  void pairsOfKeysReadNoMoreThanTheirRange() {
    filled("S", "N", 40);
    view("k", List.of("p", "s"), row("p1", 3L), row("p2", 5L));

    ConsumedUnits consumed = ConsumedUnits.at(front);
    agree("SELECT t.v FROM t JOIN k ON t.p = k.p AND t.s = k.s");

    // each key has 160 items of 6 KB; two pairs each, of which a Query reads one item or none
    assertThat(consumed.total()).isLessThanOrEqualTo(6);
  }

  /** Predicates on keys that a Query cannot evaluate, and others around them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "t.s > 1 AND t.s < 3",
        "t.s <> 2",
        "t.s IN (0, 2)",
        "NOT (t.s >= 1 AND t.s <= 2)",
        "t.p LIKE '%1'",
        "t.p > 'p1'",
        "t.p <> 'p2'",
        "t.p IN ('p1', 'p2', 'p3')",
        "t.p = 'p1'",
        "t.s = 2",
        "t.s = 2 OR t.v = 1",
        "(t.s = 2 OR t.p = 'p1') AND t.v >= 0",
        "t.s = 9 AND t.v = 1",
        "length(t.p) = 2",
        "t.s IS NOT NULL AND t.v IS NOT NULL"
      })
  @Tag("thorough")
  void predicatesOnKeysStillHold(String filter) {
    filled("S", "N", 1);
    view("k", List.of("p", "s"), row("p1", 2L), row("p2", 3L), row("p11", 0L), row(null, 1L));
    ConsumedUnits consumed = ConsumedUnits.at(front);

    agree("SELECT t.p, t.v FROM t JOIN k ON t.p = k.p WHERE " + filter);
    agree("SELECT t.v FROM t JOIN k ON t.p = k.p AND t.s = k.s WHERE " + filter);

    // a Scan takes 250
    assertThat(consumed.total()).isLessThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a-b", "name", "select", "ä ö", "p`q", "#x"})
  @Tag("thorough")
  void namesOfKeysMayBeAnything(String name) {
    String table = table(List.of(new TableDescription.Key(name, "S")), t -> {});
    TargetTables.put(
        table,
        List.of(new TableDescription.Key(name, "S")),
        IntStream.range(0, 200)
            .mapToObj(i ->
                Map.of(name, AttributeValue.fromS("p" + i), "text", AttributeValue.fromS(TEXT))));
    load(table, Map.of()).createOrReplaceTempView("t");
    view("k", List.of("p"), row("p1"), row("p2"));
    ConsumedUnits consumed = ConsumedUnits.at(front);

    String quoted = "`" + name.replace("`", "``") + "`";
    assertThat(spark.sql("SELECT * FROM t JOIN k ON t." + quoted + " = k.p").collectAsList())
        .hasSize(2);

    assertThat(consumed.total()).isLessThanOrEqualTo(4);
  }

  @Test
  @Tag("thorough")
  void valuesThatNoKeyHasAreNotAskedFor() {
    filled("S", "N", 1);
    view(
        "k",
        List.of("p", "s"),
        row("", 1L),
        row("p".repeat(3_000), 1L),
        row(null, 1L),
        row("p1", 1L));

    agree("SELECT t.v, k.p FROM k LEFT JOIN t ON t.p = k.p AND t.s = k.s");

    assertThat(front.requests("Query").size()).isEqualTo(1);
  }

  /** In an index keys change, and several items have the same. */
  @Test
  @Tag("thorough")
  void anIndexIsNarrowedByItsOwnKeys() {
    List<TableDescription.Key> keys = List.of(new TableDescription.Key("id", "S"));
    String table = table(keys, t -> t.attributeDefinitions(text("id"), text("p"))
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName("byP")
            .keySchema(KeySchemaElement.builder()
                .attributeName("p")
                .keyType(KeyType.HASH)
                .build())
            .projection(p -> p.projectionType(ProjectionType.ALL))
            .build()));
    TargetTables.put(
        table,
        keys,
        IntStream.range(0, 300)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("i" + i),
                "p", AttributeValue.fromS("p" + i / 3),
                "text", AttributeValue.fromS(TEXT))));
    load(table, Map.of("index", "byP")).createOrReplaceTempView("t");
    view("k", List.of("p"), row("p1"), row("p2"), row("none"), row("p1"));
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(spark.sql("SELECT t.p FROM t JOIN k ON t.p = k.p").collectAsList())
        .hasSize(9);

    assertThat(consumed.total()).isLessThanOrEqualTo(20);
  }

  /** A filter that finds few items of one table, whose keys another table is read by. */
  @Test
  @Tag("thorough")
  void oneTableGivesTheKeysOfAnother() {
    filled("S", "N", 1);
    spark.table("t").createOrReplaceTempView("events");
    filled("S", "N", 1);
    String query = "SELECT e.v, t.v FROM events e JOIN t ON e.p = t.p WHERE e.p IN ('p1', 'p2')";
    ConsumedUnits consumed = ConsumedUnits.at(front);

    List<Row> rows = sorted(spark.sql(query));

    assertThat(consumed.total()).isLessThanOrEqualTo(20);
    assertThat(rows).hasSize(2 * ITEMS * ITEMS);
  }

  /** Compares a query on DynamoDB with the same query on rows in memory. */
  private void agree(String query) {
    assertThat(sorted(spark.sql(query)))
        .as(query)
        .isEqualTo(sorted(spark.sql(query.replaceAll("\\bt\\b", "t2"))));
  }

  private static List<Row> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(JoinKeyTypesTest::comparable)
        .sorted(Comparator.comparing(Row::toString))
        .toList();
  }

  private static Row comparable(Row row) {
    return RowFactory.create(IntStream.range(0, row.size())
        .mapToObj(row::get)
        .map(value -> value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
        .toArray());
  }

  /** Fills a table and the view t2 with its rows. */
  private Dataset<Row> filled(String partition, String sort, int times) {
    List<TableDescription.Key> keys =
        List.of(new TableDescription.Key("p", partition), new TableDescription.Key("s", sort));
    String table = table(keys, t -> {});
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int p = 0; p < KEYS / times + 10; p++) {
      for (int s = 0; s < ITEMS * times; s++) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("p", value(partition, p));
        item.put("s", value(sort, s));
        item.put("v", AttributeValue.fromN("" + (p + s) % 5));
        item.put("text", AttributeValue.fromS(TEXT));
        items.add(item);
      }
    }
    TargetTables.put(table, keys, items.stream());
    Dataset<Row> rows = load(table, Map.of());
    rows.createOrReplaceTempView("t");
    Dataset<Row> kept = rows.select("p", "s", "v");
    spark.createDataFrame(kept.collectAsList(), plain(kept.schema())).createOrReplaceTempView("t2");
    return rows;
  }

  private static StructType plain(StructType schema) {
    StructType plain = new StructType();
    for (StructField field : schema.fields()) {
      plain = plain.add(field.name(), field.dataType());
    }
    return plain;
  }

  private static AttributeValue value(String type, int number) {
    return switch (type) {
      case "S" -> AttributeValue.fromS("p" + number);
      case "N" -> AttributeValue.fromN("" + (number - 2));
      default ->
        AttributeValue.fromB(
            SdkBytes.fromByteArray(new byte[] {(byte) (number * 5), (byte) number}));
    };
  }

  /** Makes the view k of some keys of the table, some others, duplicates and NULLs. */
  private void others(Random random, Dataset<Row> rows, int size) {
    List<Row> known = spark.table("t2").select("p", "s").collectAsList();
    List<Row> keys = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Row p = known.get(random.nextInt(known.size()));
      Row s = random.nextInt(3) == 0 ? known.get(random.nextInt(known.size())) : p;
      keys.add(RowFactory.create(
          random.nextInt(6) == 0 ? null : p.get(0), random.nextInt(6) == 0 ? null : s.get(1), i));
    }
    if (size > 1) {
      keys.add(keys.get(0));
    }
    StructType types = plain(rows.select("p", "s").schema()).add("m", "int");
    spark.createDataFrame(keys, types).createOrReplaceTempView("k");
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder().attributeName(name).attributeType("S").build();
  }

  private static Row row(Object... values) {
    return RowFactory.create(values);
  }

  /** Makes a view of string and long columns. */
  private void view(String name, List<String> columns, Row... rows) {
    StructType types = new StructType();
    for (String column : columns) {
      types = types.add(column, column.equals("s") ? "bigint" : "string");
    }
    spark.createDataFrame(List.of(rows), types).createOrReplaceTempView(name);
  }

  private static String table(
      List<TableDescription.Key> keys, Consumer<CreateTableRequest.Builder> more) {
    String table = TestServers.table("joined");
    TestServers.createTable(table, keys, t -> {
      t.billingMode("PAY_PER_REQUEST");
      more.accept(t);
    });
    return table;
  }

  private Dataset<Row> load(String name, Map<String, String> more) {
    return spark
        .read()
        .format("sluice")
        .option("table", name)
        .option("region", "us-east-1")
        .option("endpoint", front.endpoint().toString())
        .option("sample-items", "100")
        .options(more)
        .load();
  }
}
