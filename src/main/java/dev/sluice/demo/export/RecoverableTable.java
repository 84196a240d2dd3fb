package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * A table whose point-in-time recovery is on.
 *
 * @param created when the table was created; another table of its name was created at another time
 * @param keys the names of its key attributes, the partition key first
 * @param enabled when its recovery was switched on
 * @param days the days that can be recovered
 */
record RecoverableTable(
    String name,
    String arn,
    Instant created,
    List<String> keys,
    Instant enabled,
    int days,
    TableHistory history) {
  private static final Duration DELAY = Duration.ofMinutes(5);

  static RecoverableTable of(TableDescription table, Instant enabled, int days) {
    return new RecoverableTable(
        table.tableName(),
        table.tableArn(),
        table.creationDateTime(),
        table.keySchema().stream().map(KeySchemaElement::attributeName).toList(),
        enabled,
        days,
        new TableHistory());
  }

  /** Returns the values of an item's key. */
  List<AttributeValue> key(Map<String, AttributeValue> item) {
    return keys.stream().map(item::get).toList();
  }

  /** Returns the first time to which it can be recovered. */
  Instant earliest(Instant now) {
    Instant kept = now.minus(Duration.ofDays(days));
    return enabled.isAfter(kept) ? enabled : kept;
  }

  /** Returns the last time to which it can be recovered: five minutes ago. */
  Instant latest(Instant now) {
    Instant delayed = now.minus(DELAY);
    Instant earliest = earliest(now);
    return delayed.isBefore(earliest) ? earliest : delayed;
  }
}
