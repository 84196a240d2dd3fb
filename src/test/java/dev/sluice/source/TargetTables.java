package dev.sluice.source;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.table.RetryPolicy;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import dev.sluice.write.BatchWriter;
import dev.sluice.write.ItemKeys;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables, with the string key {@code id} where no other is asked for, and their items as the SDK's own scan has them. */
public final class TargetTables {
  private static final List<TableDescription.Key> ID = List.of(new TableDescription.Key("id", "S"));

  private TargetTables() {}

  public static String create() {
    return create(ID);
  }

  /** A table with these keys, the partition's first. */
  static String create(List<TableDescription.Key> keys) {
    String table = TestServers.table("source");
    TestServers.createTable(table, keys);
    return table;
  }

  /** A table of so many random items. */
  public static String random(long seed, int size) {
    String table = create();
    RandomItems items = new RandomItems(seed);
    put(table, IntStream.range(0, size).mapToObj(i -> items.item("item-" + i)).toList());
    return table;
  }

  public static void put(String table, List<Map<String, AttributeValue>> items) {
    put(table, ID, items.stream());
  }

  /** Takes the items one after the other. */
  public static void put(
      String table, List<TableDescription.Key> keys, Stream<Map<String, AttributeValue>> items) {
    try (BatchWriter writer = new BatchWriter(
        TestServers.dynamoDb(),
        table,
        new ItemKeys(keys),
        WriteRateLimiter.of(0),
        RetryPolicy.SCALING,
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

  /** An item, likewise. */
  static Map<String, Object> members(Map<String, AttributeValue> map) {
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
