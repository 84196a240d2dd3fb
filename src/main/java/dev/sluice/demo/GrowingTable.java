package dev.sluice.demo;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.table.RetryPolicy;
import dev.sluice.write.BatchWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table of the sample log, with point-in-time recovery, as it is after one night and the next: with new events, late
 * labels, events that a user has deleted, and without those that had expired. The clock by which it can be recovered goes
 * on a day each night.
 */
public final class GrowingTable {
  /** The name of the table. */
  public static final String NAME = SampleTable.INFERENCE.tableName();

  /** The attribute with the time at which an item expires. */
  public static final String TTL = SampleLog.TTL;

  /** The number of events of the evening before that a user deletes each night. */
  private static final int DELETED = 3;

  private static final int ALL = Integer.MAX_VALUE;
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 1);

  /** DynamoDB exports no changes of the last five minutes, and none of before recovery was switched on. */
  private static final Duration DELAY = Duration.ofMinutes(6);

  private static final Duration BEFORE_TTL = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final DynamoDbClient client;
  private final ExportControl clock;
  private final LocalDate firstNight;
  private final Instant loaded;
  private final SampleLog log;

  /**
   * Prepares a table that does not exist yet.
   *
   * @param client of the embedded servers, which the caller closes
   * @param firstNight the first day that is not loaded at once
   * @param part 1: the whole log; n: every n-th event
   */
  public GrowingTable(DynamoDbClient client, ExportControl clock, LocalDate firstNight, int part) {
    this.client = client;
    this.clock = clock;
    this.firstNight = firstNight;
    this.loaded = clock.forward(Duration.ZERO).plus(DELAY).plus(BEFORE_TTL);
    this.log = new SampleLog(part, this::expiry);
  }

  /** Returns when events expire: those of the first day before the first night, those of the next a night later. */
  private Instant expiry(LocalDate day) {
    long night = ChronoUnit.DAYS.between(FIRST_DAY, day);
    return loaded.plus(BEFORE_TTL.dividedBy(2)).plus(DAY.multipliedBy(night));
  }

  /**
   * Creates the table with what the log had before the first night.
   *
   * @param progress receives the number of items written so far
   * @return the number of items
   */
  public int load(LongConsumer progress) {
    client.createTable(SampleTable.INFERENCE.creation());
    client.waiter().waitUntilTableExists(describe -> describe.tableName(NAME));
    List<Map<String, AttributeValue>> items = log.before(firstNight);
    put(items, progress);
    client.updateContinuousBackups(update -> update
        .tableName(NAME)
        .pointInTimeRecoverySpecification(spec -> spec.pointInTimeRecoveryEnabled(true)));
    forwardTo(loaded.plus(DELAY));
    return items.size();
  }

  /** Returns the time at which a night's changes are over; it can be exported when the night has passed. */
  private Instant endOf(int night) {
    return loaded.plus(DAY.multipliedBy(night));
  }

  /** Returns the logical day of a night, from 1. */
  public LocalDate day(int night) {
    return firstNight.plusDays(night - 1L);
  }

  /** Lets a day and its night pass. */
  public void pass(int night) {
    forwardTo(endOf(night - 1).plus(BEFORE_TTL));
    put(log.on(day(night)), written -> {});
    log.delete(day(night - 1), DELETED).forEach(this::delete);
    log.delete(FIRST_DAY.plusDays(night - 1L), ALL).forEach(this::delete);
    forwardTo(endOf(night).plus(DELAY));
  }

  private void forwardTo(Instant time) {
    Duration left = Duration.between(clock.forward(Duration.ZERO), time);
    if (!left.isNegative()) {
      clock.forward(left);
    }
  }

  private void put(List<Map<String, AttributeValue>> items, LongConsumer progress) {
    long[] written = new long[1];
    try (BatchWriter writer = new BatchWriter(
        client,
        NAME,
        SampleTable.INFERENCE.keys(),
        WriteRateLimiter.of(0),
        RetryPolicy.SCALING,
        batch -> progress.accept(written[0] += batch))) {
      items.forEach(writer::put);
      writer.finish();
    }
  }

  private void delete(String id) {
    client.deleteItem(
        delete -> delete.tableName(NAME).key(Map.of(SampleLog.ID, AttributeValue.fromS(id))));
  }
}
