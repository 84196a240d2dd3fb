package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The tables whose point-in-time recovery is on, and their states. */
final class RecoverableTables {
  private final DynamoDbClient tables;
  private final MovableClock clock;
  private final WriteGate gate;
  private final Map<String, RecoverableTable> byName = new ConcurrentHashMap<>();

  /**
   * Begins without any.
   *
   * @param tables reaches DynamoDB Local
   */
  RecoverableTables(DynamoDbClient tables, MovableClock clock, WriteGate gate) {
    this.tables = tables;
    this.clock = clock;
    this.gate = gate;
  }

  /** Switches recovery on, or changes the number of its days. */
  void enable(String name, int days) {
    TableDescription table = described(name);
    Optional<RecoverableTable> known = find(table);
    Instant enabled = known.map(RecoverableTable::enabled).orElseGet(clock::instant);
    RecoverableTable now = RecoverableTable.of(table, enabled, days);
    if (known.isEmpty()) {
      byName.put(name, now);
      take(now);
    } else {
      byName.put(
          name,
          new RecoverableTable(
              name,
              now.arn(),
              now.created(),
              now.keys(),
              enabled,
              days,
              known.get().history()));
    }
  }

  /** Switches recovery off, and forgets the states of the table. */
  void disable(String name) {
    described(name);
    byName.remove(name);
  }

  /**
   * Returns a table whose recovery is on; empty if it is off.
   *
   * @throws ServiceException if there is no such table
   */
  Optional<RecoverableTable> find(String name) {
    return find(described(name));
  }

  private Optional<RecoverableTable> find(TableDescription table) {
    return Optional.ofNullable(byName.get(table.tableName()))
        .filter(known -> known.created().equals(table.creationDateTime()));
  }

  /**
   * Returns DynamoDB Local's description of a table.
   *
   * @throws ServiceException if there is no such table
   */
  TableDescription described(String name) {
    return present(name).orElseThrow(() -> ServiceException.noTable(name));
  }

  /** Returns DynamoDB Local's description of a table; empty if there is no such table. */
  Optional<TableDescription> present(String name) {
    try {
      return Optional.of(tables.describeTable(r -> r.tableName(name)).table());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Takes the present state of a table, which it has had since the last write to any table.
   *
   * @return the time of the state
   */
  Instant take(RecoverableTable table) {
    return gate.still(() -> {
      Instant now = clock.instant();
      keep(table, now);
      return now;
    });
  }

  private void keep(RecoverableTable table, Instant until) {
    Map<List<AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    tables
        .scanPaginator(r -> r.tableName(table.name()).consistentRead(true))
        .items()
        .forEach(item -> items.put(table.key(item), item));
    Instant since = gate.lastWrite();
    Instant from = since.isBefore(table.enabled()) ? table.enabled() : since;
    table.history().add(new TableHistory.State(from.isAfter(until) ? until : from, until, items));
  }

  /**
   * Moves the clock. All tables have their present state until the time to which it is moved.
   *
   * @param by not negative
   */
  void move(Duration by) {
    gate.still(() -> {
      Instant until = clock.instant().plus(by);
      byName.values().removeIf(table -> present(table.name())
          .filter(found -> found.creationDateTime().equals(table.created()))
          .isEmpty());
      byName.values().forEach(table -> keep(table, until));
      clock.move(by);
      return until;
    });
  }
}
