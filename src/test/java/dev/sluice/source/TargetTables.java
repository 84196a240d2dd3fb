package dev.sluice.source;

import dev.sluice.TestServers;
import dev.sluice.capacity.Pacer;
import dev.sluice.table.TableDescription;
import dev.sluice.write.BatchWriter;
import dev.sluice.write.ItemKeys;
import dev.sluice.write.Patience;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Tables with the string key {@code id}, and their items as the SDK's own scan has them. */
final class TargetTables {
  private TargetTables() {}

  static String create() {
    String table = TestServers.table("source");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(AttributeDefinition.builder()
            .attributeName("id")
            .attributeType(ScalarAttributeType.S)
            .build())
        .keySchema(
            KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
    return table;
  }

  /** A table of so many random items. */
  static String random(long seed, int size) {
    String table = create();
    RandomItems items = new RandomItems(seed);
    put(table, IntStream.range(0, size).mapToObj(i -> items.item("item-" + i)).toList());
    return table;
  }

  static void put(String table, List<Map<String, AttributeValue>> items) {
    try (BatchWriter writer = new BatchWriter(
        TestServers.dynamoDb(),
        table,
        new ItemKeys(List.of(new TableDescription.Key("id", "S"))),
        Pacer.of(0),
        Patience.LONG,
        n -> {})) {
      items.forEach(writer::put);
      writer.finish();
    }
  }

  /** Sets have no order; numbers are zero-trimmed, as DynamoDB does it and DynamoDB Local does not. */
  static Map<String, Object> scan(String table) {
    Map<String, Object> items = new HashMap<>();
    TestServers.dynamoDb()
        .scanPaginator(r -> r.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> items.put(item.get("id").s(), members(item)));
    return items;
  }

  private static Map<String, Object> members(Map<String, AttributeValue> map) {
    Map<String, Object> members = new HashMap<>();
    map.forEach((name, value) -> members.put(name, value(value)));
    return members;
  }

  private static Object value(AttributeValue value) {
    return switch (value.type()) {
      case N -> Map.of("N", trimmed(value.n()));
      case SS -> Map.of("SS", new HashSet<>(value.ss()));
      case NS ->
        Map.of(
            "NS", new HashSet<>(value.ns().stream().map(TargetTables::trimmed).toList()));
      case BS -> Map.of("BS", new HashSet<>(value.bs()));
      case M -> Map.of("M", members(value.m()));
      case L ->
        Map.of(
            "L",
            new ArrayList<Object>(value.l().stream().map(TargetTables::value).toList()));
      default -> value;
    };
  }

  private static String trimmed(String number) {
    return new BigDecimal(number).stripTrailingZeros().toString();
  }
}
