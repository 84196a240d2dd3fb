package dev.sluice.demo.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Records what a table's items become. Its stream says which were written; what they are is read from the table, so that
 * the stream may have any view. Used while nothing but TTL writes to the table. Not thread-safe.
 */
final class TableRecorder {
  private final DynamoDbClient local;
  private final String table;
  private final List<String> keys;
  private final MovableClock clock;
  private final ItemVersions versions = new ItemVersions();
  private LocalStream stream;
  /** The time until which the stream has been read. */
  private Instant until = Instant.MIN;

  /**
   * Begins with the items that are there. They count as written at any time before.
   *
   * @param keys the names of the key attributes, the partition key first
   */
  TableRecorder(
      DynamoDbClient local,
      String table,
      List<String> keys,
      MovableClock clock,
      LocalStream stream) {
    this.local = local;
    this.table = table;
    this.keys = List.copyOf(keys);
    this.clock = clock;
    this.stream = stream;
    follow(stream, Instant.MIN);
  }

  /** Returns what was recorded. */
  ItemVersions versions() {
    return versions;
  }

  /**
   * Goes on with another stream of the table.
   *
   * @param now the time of what has changed meanwhile
   */
  void follow(LocalStream other, Instant now) {
    stream = other;
    other.next(); // older records than the items that are read here
    Map<List<AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    local
        .scanPaginator(r -> r.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> items.put(key(item), item));
    Set<List<AttributeValue>> all = new HashSet<>(items.keySet());
    all.addAll(versions.keys());
    all.forEach(key -> versions.add(key, items.get(key), now));
    until = clock.next();
  }

  /** Records what a request has just written. */
  void written(Instant now) {
    append(now, write -> now);
  }

  /** Records what was deleted by TTL since anything was recorded, each with the time that its record has. */
  void catchUp(Instant now) {
    append(now, write -> {
      // in whole seconds
      Instant time = clock.shown(write.dynamodb().approximateCreationDateTime());
      return time.isBefore(until) ? until : time.isAfter(now) ? now : time;
    });
  }

  private void append(Instant now, Function<Record, Instant> time) {
    for (Record write : stream.next()) {
      Map<String, AttributeValue> key = write.dynamodb().keys();
      versions.add(key(key), item(key), time.apply(write));
    }
    until = now;
  }

  private @Nullable Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    GetItemResponse found = local.getItem(r -> r.tableName(table).key(key).consistentRead(true));
    return found.hasItem() && !found.item().isEmpty() ? found.item() : null;
  }

  /** Returns the values of a key, equal for equal numbers. */
  private List<AttributeValue> key(Map<String, AttributeValue> item) {
    return keys.stream().map(item::get).map(TableRecorder::plain).toList();
  }

  private static AttributeValue plain(AttributeValue value) {
    return value.n() == null
        ? value
        : AttributeValue.fromN(new BigDecimal(value.n()).stripTrailingZeros().toString());
  }
}
