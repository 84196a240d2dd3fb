package dev.sluice.source;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/**
 * Kinds of table, and of reads of them, by which predicates differ: keys, indexes, and what the columns say of the
 * items. Attributes are few and their values too, so that predicates find some items and not others.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are
enum PredicateTable {
  HASH_TEXT(keys("status", "S")),
  HASH_NUMBER(keys("value", "N")),
  HASH_BINARY(keys("bytes", "B")),
  TEXT_AND_NUMBER(keys("status", "S", "value", "N")),
  NUMBER_AND_TEXT(keys("value", "N", "a.b", "S")),
  TEXT_AND_BINARY(keys("a.b", "S", "bytes", "B")),
  /** Items of other types come after the columns are known. */
  LATE_ITEMS(keys("status", "S", "value", "N")),
  /** The columns are those of another day, when all numbers were whole and texts were numbers. */
  STALE_SCHEMA(keys("id", "S")),
  /** An index that has all attributes of the items that have its keys. */
  INDEX(keys("id", "S"), new Index("byValue", keys("status", "S", "value", "N"), "ALL")),
  /** An index that has keys alone. */
  KEYS_ONLY_INDEX(
      keys("id", "S"), new Index("byText", keys("a.b", "S", "status", "S"), "KEYS_ONLY")),
  /** The table or an index, as the filter allows. */
  AUTO_INDEX(keys("id", "S"), new Index("byValue", keys("status", "S", "value", "N"), "ALL")),
  DOUBLES(keys("value", "N", "status", "S")),
  STATED_COLUMNS(keys("value", "N", "a.b", "S")),
  /** A user's own columns; of what does not fit them the corrupt column tells. */
  OWN_SCHEMA(keys("status", "S", "value", "N")),
  EXPIRING(keys("status", "S", "value", "N"));

  private static final int ITEMS = 40;

  /** An index beside the table's keys. */
  private record Index(String name, List<TableDescription.Key> keys, String projection) {}

  private final List<TableDescription.Key> keys;
  private final @Nullable Index index;

  PredicateTable(List<TableDescription.Key> keys) {
    this(keys, null);
  }

  PredicateTable(List<TableDescription.Key> keys, @Nullable Index index) {
    this.keys = keys;
    this.index = index;
  }

  private static List<TableDescription.Key> keys(String... namesAndTypes) {
    return IntStream.range(0, namesAndTypes.length / 2)
        .mapToObj(i -> new TableDescription.Key(namesAndTypes[2 * i], namesAndTypes[2 * i + 1]))
        .toList();
  }

  /** The keys by which Queries can be made, the partition's first. */
  List<String> keys() {
    return (index == null ? keys : index.keys)
        .stream().map(TableDescription.Key::name).toList();
  }

  /** A table of this kind, filled, in a read whose columns are known. */
  record Filled(String table, Dataset<Row> rows) {}

  Filled fill(SparkSession spark, Random random) {
    String table = create();
    Values values = new Values(random, this != LATE_ITEMS && this != STALE_SCHEMA);
    put(table, values);
    Map<String, String> options = new HashMap<>(options(random));
    if (this == STALE_SCHEMA) {
      options.put("schema-json", read(spark, table, options).schema().json());
    }
    Dataset<Row> rows =
        this == OWN_SCHEMA ? own(spark, table, options) : read(spark, table, options);
    if (this == LATE_ITEMS || this == STALE_SCHEMA) {
      put(table, new Values(random, true));
    }
    return new Filled(table, rows);
  }

  private Map<String, String> options(Random random) {
    String segments = "" + (1 + random.nextInt(3));
    return switch (this) {
      case INDEX, KEYS_ONLY_INDEX -> Map.of("index", index == null ? "" : index.name);
      case AUTO_INDEX -> Map.of("index", "auto", "segments", segments);
      case DOUBLES -> Map.of("numbers", "double", "segments", segments);
      case STATED_COLUMNS ->
        Map.of("ddl", "value decimal(3,1), n bigint, flag string, m map<string,bigint>");
      case EXPIRING -> Map.of("ttl-attribute", "n", "expired-at", "2");
      default -> Map.of("segments", segments);
    };
  }

  private static Dataset<Row> own(SparkSession spark, String table, Map<String, String> options) {
    return reader(spark, table, options)
        .schema(
            "id string, status string, value int, n decimal(4,1), `a.b` string, bytes binary, flag boolean,"
                + " m struct<x: bigint, status: string>, l array<float>, _corrupt_record string")
        .load();
  }

  private static Dataset<Row> read(SparkSession spark, String table, Map<String, String> options) {
    return reader(spark, table, options).load();
  }

  private static DataFrameReader reader(
      SparkSession spark, String table, Map<String, String> options) {
    return spark
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .options(options);
  }

  private String create() {
    String table = TestServers.table("predicates");
    CreateTableRequest.Builder request = CreateTableRequest.builder()
        .tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(definitions())
        .keySchema(schema(keys));
    if (index != null) {
      request.globalSecondaryIndexes(GlobalSecondaryIndex.builder()
          .indexName(index.name)
          .keySchema(schema(index.keys))
          .projection(p -> p.projectionType(index.projection))
          .build());
    }
    TestServers.dynamoDb().createTable(request.build());
    return table;
  }

  private List<AttributeDefinition> definitions() {
    Stream<TableDescription.Key> more = index == null ? Stream.empty() : index.keys.stream();
    return Stream.concat(keys.stream(), more)
        .distinct()
        .map(key -> AttributeDefinition.builder()
            .attributeName(key.name())
            .attributeType(key.type())
            .build())
        .toList();
  }

  private static List<KeySchemaElement> schema(List<TableDescription.Key> keys) {
    return IntStream.range(0, keys.size())
        .mapToObj(i -> KeySchemaElement.builder()
            .attributeName(keys.get(i).name())
            .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
            .build())
        .toList();
  }

  private void put(String table, Values values) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = values.item("id " + i);
      keys.forEach(key -> item.put(key.name(), values.of(key.type())));
      if (index != null) {
        index.keys.forEach(key -> item.computeIfPresent(
            key.name(), (name, value) -> values.chance(3) ? null : values.of(key.type())));
      }
      item.put("id", AttributeValue.fromS("id " + i));
      item.values().removeIf(java.util.Objects::isNull);
      items.add(item);
    }
    TargetTables.put(table, keys, items.stream());
  }

  /** Draws values from pools. */
  private record Values(Random random, boolean odd) {
    private static final List<String> TEXTS =
        List.of("a", "b", "B", "ab", "é", "\uFFFD", "😀", "10", "7", " ", "a\0");
    private static final List<String> WHOLE = List.of("0", "1", "2", "3", "-1", "7", "10");
    private static final List<String> NUMBERS = List.of(
        "0.5",
        "1.50",
        "-0",
        "9223372036854775807",
        "9223372036854775808",
        "12345678901234567890123456789012345678",
        "1E-130",
        "9.9E+125",
        "9007199254740993",
        "0.1");

    boolean chance(int in) {
      return random.nextInt(in) == 0;
    }

    private <T> T one(List<T> pool) {
      return pool.get(random.nextInt(pool.size()));
    }

    AttributeValue of(String type) {
      return switch (type) {
        case "S" -> AttributeValue.fromS(one(TEXTS));
        case "B" -> AttributeValue.fromB(SdkBytes.fromUtf8String(one(TEXTS)));
        default -> AttributeValue.fromN(odd && chance(4) ? one(NUMBERS) : one(WHOLE));
      };
    }

    Map<String, AttributeValue> item(String id) {
      Map<String, AttributeValue> item = new HashMap<>();
      add(item, "status", () -> of("S"));
      add(item, "value", () -> of("N"));
      add(item, "n", () -> of("N"));
      add(item, "a.b", () -> of("S"));
      add(item, "bytes", () -> of("B"));
      add(item, "flag", () -> AttributeValue.fromBool(random.nextBoolean()));
      add(item, "tags", () -> AttributeValue.fromSs(TEXTS.subList(0, 1 + random.nextInt(3))));
      add(item, "m", () -> AttributeValue.fromM(Map.of("x", of("N"), "status", of("S"))));
      add(item, "l", () -> AttributeValue.fromL(List.of(of("N"), of("N"))));
      item.put("id", AttributeValue.fromS(id));
      return item;
    }

    /** Mostly of the type; sometimes missing, NULL, or of another. */
    private void add(
        Map<String, AttributeValue> item, String name, Supplier<AttributeValue> value) {
      switch (random.nextInt(12)) {
        case 0, 1 -> {}
        case 2 -> item.put(name, AttributeValue.fromNul(true));
        case 3 -> item.put(name, odd ? other() : value.get());
        default -> item.put(name, value.get());
      }
    }

    private AttributeValue other() {
      return switch (random.nextInt(4)) {
        case 0 -> of("S");
        case 1 -> of("N");
        case 2 -> AttributeValue.fromL(List.of());
        default -> AttributeValue.fromM(Map.of());
      };
    }
  }
}
