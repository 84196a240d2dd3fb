package dev.sluice.source;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * Tables with the partition key {@code device} and the sort key {@code at} of some type, an index by {@code status} and
 * {@code rank}, and items whose other attributes are there or not, of any type.
 */
final class KeyTables {
  static final List<String> DEVICES = List.of("a", "b", "c", "d", "e");

  private KeyTables() {}

  /** A table with so many items for each device but the last, which has none. */
  static String create(String sortType, int each) {
    String table = TestServers.table("keys");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("device", "S"),
            attribute("at", sortType),
            attribute("status", "S"),
            attribute("rank", "N"))
        .keySchema(key("device", KeyType.HASH), key("at", KeyType.RANGE))
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName("byStatus")
            .keySchema(key("status", KeyType.HASH), key("rank", KeyType.RANGE))
            .projection(p -> p.projectionType(ProjectionType.ALL))
            .build()));
    Random random = new Random(each);
    List<TableDescription.Key> keys =
        List.of(new TableDescription.Key("device", "S"), new TableDescription.Key("at", sortType));
    TargetTables.put(
        table,
        keys,
        DEVICES.subList(0, DEVICES.size() - 1).stream().flatMap(device -> IntStream.range(0, each)
            .mapToObj(i -> item(device, sortType, i, random))));
    return table;
  }

  private static Map<String, AttributeValue> item(
      String device, String sortType, int i, Random random) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("device", AttributeValue.fromS(device));
    item.put("at", sortKey(sortType, i));
    if (i % 3 > 0) {
      item.put("status", AttributeValue.fromS(i % 3 == 1 ? "ok" : "bad"));
      // several items of the index have one key
      item.put("rank", AttributeValue.fromN(random.nextInt(8) + (i % 5 == 0 ? ".5" : "")));
    }
    if (random.nextInt(3) > 0) {
      item.put(
          "n",
          random.nextInt(8) == 0
              ? AttributeValue.fromS("none")
              : AttributeValue.fromN(random.nextInt(4) + (random.nextInt(5) == 0 ? ".25" : "")));
    }
    if (random.nextInt(3) > 0) {
      item.put("text", AttributeValue.fromS("t" + random.nextInt(4)));
    }
    item.put("expires", AttributeValue.fromN("" + (i % 4 == 3 ? 1_000 : 5_000)));
    return item;
  }

  /** In no order of the numbers; two in ten numbers are fractions, or too large for a long. */
  private static AttributeValue sortKey(String type, int i) {
    return switch (type) {
      case "S" -> AttributeValue.fromS(List.of("é", "z", "Z", "a").get(i % 4) + i);
      case "B" ->
        AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {(byte) (i * 37), (byte) i}));
      default ->
        AttributeValue.fromN(i % 10 == 5 ? i + ".5" : i % 10 == 0 ? "-" + (i + 1) + "E20" : "" + i);
    };
  }

  static AttributeDefinition attribute(String name, String type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /** The options of a read. */
  static Map<String, String> options(String table, String... more) {
    Map<String, String> options = new HashMap<>(Map.of(
        "table",
        table,
        "endpoint",
        TestServers.dynamoDbEndpoint().toString(),
        "region",
        "us-east-1",
        "segments",
        "2"));
    List<String> all = Stream.of(more).toList();
    IntStream.range(0, all.size() / 2)
        .forEach(i -> options.put(all.get(2 * i), all.get(2 * i + 1)));
    return options;
  }
}
