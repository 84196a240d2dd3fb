package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * A table whose point-in-time recovery is on.
 *
 * @param created when the table was created; another table of its name was created at another time
 * @param keys the names of its key attributes, the partition key first
 * @param enabled when its recovery was switched on
 * @param days the days that can be recovered
 * @param recorder knows what it was
 */
record RecoverableTable(
    String name,
    Instant created,
    List<String> keys,
    Instant enabled,
    int days,
    TableRecorder recorder) {
  private static final Duration DELAY = Duration.ofMinutes(5);

  /** Returns the names of a table's key attributes, the partition key first. */
  static List<String> keysOf(TableDescription table) {
    return table.keySchema().stream().map(KeySchemaElement::attributeName).toList();
  }

  /** Returns the same table, with other days. */
  RecoverableTable within(int otherDays) {
    return new RecoverableTable(name, created, keys, enabled, otherDays, recorder);
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
