package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The tables whose point-in-time recovery is on. What is written to them is recorded before the writer is answered. */
final class RecoverableTables {
  /** Exports may state times in whole seconds, rounded down. */
  private static final Duration SPARE = Duration.ofSeconds(2);

  private final DynamoDbClient local;
  private final DynamoDbStreamsClient streams;
  private final HiddenStreams hidden;
  private final MovableClock clock;
  private final Map<String, RecoverableTable> byName = new ConcurrentHashMap<>();
  /** Requests share it; who writes to a recoverable table, or needs one to stand still, has it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  /** Begins without any. Both clients reach DynamoDB Local itself. */
  RecoverableTables(
      DynamoDbClient local,
      DynamoDbStreamsClient streams,
      HiddenStreams hidden,
      MovableClock clock) {
    this.local = local;
    this.streams = streams;
    this.hidden = hidden;
    this.clock = clock;
  }

  /** Switches recovery on, or changes the number of its days. */
  void enable(String name, int days) {
    alone(() -> {
      TableDescription table = described(name);
      RecoverableTable known = byName.get(name);
      return byName.put(name, known == null ? begun(table, days) : known.within(days));
    });
  }

  private RecoverableTable begun(TableDescription table, int days) {
    List<String> keys = RecoverableTable.keysOf(table);
    TableRecorder recorder =
        new TableRecorder(local, table.tableName(), keys, clock, stream(table.tableName()));
    return new RecoverableTable(
        table.tableName(), table.creationDateTime(), keys, clock.next(), days, recorder);
  }

  private LocalStream stream(String name) {
    return new LocalStream(streams, hidden.of(name));
  }

  /** Switches recovery off, and forgets what the table was. */
  void disable(String name) {
    alone(() -> {
      described(name);
      hidden.release(name);
      return Optional.ofNullable(byName.remove(name));
    });
  }

  /**
   * Returns a table whose recovery is on; empty if it is off.
   *
   * @throws ServiceException if there is no such table
   */
  Optional<RecoverableTable> find(String name) {
    described(name);
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Returns DynamoDB Local's description of a table.
   *
   * @throws ServiceException if there is no such table
   */
  TableDescription described(String name) {
    return present(name).orElseThrow(() -> ServiceException.noTable(name));
  }

  /**
   * Returns DynamoDB Local's description of a table.
   *
   * @throws ServiceException if there is no such table, or it is of another account or region
   */
  TableDescription describedByArn(String arn) {
    TableDescription table = described(arn.substring(arn.lastIndexOf('/') + 1));
    if (!table.tableArn().equals(arn)) {
      throw ServiceException.noTable(arn);
    }
    return table;
  }

  /** Returns DynamoDB Local's description of a table; empty if there is no such table. */
  Optional<TableDescription> present(String name) {
    try {
      return Optional.of(local.describeTable(r -> r.tableName(name)).table());
    } catch (DynamoDbException e) {
      if (LocalErrors.isOf(e, "ResourceNotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns the names of those whose recovery is on, now and later. */
  Collection<String> names() {
    return byName.keySet();
  }

  /**
   * Does a write. Tables whose recovery is on have it recorded, with one time for all that it changes.
   *
   * @param names the tables that it may change, and perhaps others
   */
  <T> T write(Collection<String> names, Supplier<T> write) {
    lock.readLock().lock();
    try {
      if (names.stream().noneMatch(byName::containsKey)) {
        return write.get();
      }
    } finally {
      lock.readLock().unlock();
    }
    return alone(() -> recorded(names, write));
  }

  private <T> T recorded(Collection<String> names, Supplier<T> write) {
    List<TableRecorder> recorders = byName.values().stream()
        .filter(table -> names.contains(table.name()))
        .map(RecoverableTable::recorder)
        .toList();
    Instant before = clock.next();
    recorders.forEach(recorder -> recorder.catchUp(before));
    try {
      return write.get();
    } finally {
      Instant now = clock.next();
      recorders.forEach(recorder -> recorder.written(now));
    }
  }

  /** Lets a table's owner change its stream; where none is on afterwards, a hidden one goes on. */
  <T> T changeStream(String name, Supplier<T> change) {
    return alone(() -> {
      RecoverableTable table = byName.get(name);
      if (table == null) {
        return change.get();
      }
      table.recorder().catchUp(clock.next());
      hidden.release(name);
      try {
        return change.get();
      } finally {
        table.recorder().follow(stream(name), clock.next());
      }
    });
  }

  /** Deletes a table, and forgets what it was. */
  <T> T delete(String name, Supplier<T> deletion) {
    return alone(() -> {
      T done = deletion.get();
      byName.remove(name);
      return done;
    });
  }

  /** Does something during which no recoverable table is written, and the clock is not moved. */
  <T> T alone(Supplier<T> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Moves the clock, and forgets what is older than can be recovered.
   *
   * @param by not negative
   * @return a time after all earlier writes and before all later ones
   */
  Instant move(Duration by) {
    return alone(() -> {
      Instant before = clock.next();
      byName.values().forEach(table -> table.recorder().catchUp(before));
      clock.move(by);
      Instant now = clock.next();
      byName.values().forEach(table -> {
        table
            .recorder()
            .catchUp(now); // what TTL deletes from here on was not deleted before the move
        table.recorder().versions().forgetBefore(table.earliest(now).minus(SPARE));
      });
      return now;
    });
  }
}
