package dev.sluice.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a range of a shard, and checks that it gives all records that it had. Not thread-safe. */
final class RangeReader {
  /** The records are there, so they come: longer than DynamoDB's usual minutes of empty answers. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final StreamCalls calls;
  private final ShardRange range;
  private final ShardCursor cursor;
  private final StreamClock clock;
  private @Nullable Instant emptySince;

  RangeReader(StreamCalls calls, ShardRange range, StreamClock clock) {
    // the numbers of a range show what is missing
    ShardCursor.Trims trims =
        range.to().counted() ? ShardCursor.Trims.PASSED : ShardCursor.Trims.REFUSED;
    this.calls = calls;
    this.range = range;
    this.clock = clock;
    this.cursor = new ShardCursor(calls, range.shard(), range.from(), () -> trims, clock);
  }

  /** Returns the range without the records returned so far. */
  ShardRange rest() {
    return range.from(cursor.position());
  }

  /** Returns whether all records have been returned. */
  boolean isRead() {
    return range.to().counted() ? rest().records() == 0 : cursor.position().ended();
  }

  /**
   * Returns the next records of a range that is not {@linkplain #isRead read}. None are left if there are none.
   *
   * @param most the largest number of records
   * @throws dev.sluice.failure.ResourceUnavailableException if records of the range are missing
   */
  List<StreamRecord> next(int most) {
    while (!isRead()) {
      List<StreamRecord> records = cursor.next(limited(most));
      check();
      if (!records.isEmpty()) {
        emptySince = null;
        return records;
      }
      await();
    }
    return List.of();
  }

  private int limited(int most) {
    int answer = Math.min(most, StreamCalls.MAX_RECORDS);
    return range.to().counted() ? (int) Math.min(answer, rest().records()) : answer;
  }

  private void check() {
    SequenceNumber last = range.to().last();
    if (last != null && !isPossible(cursor.position(), last)) {
      throw StreamFailures.incomplete(calls.stream(), range, cursor.position());
    }
  }

  /** Returns whether the position is within a range that ends with a record. */
  private boolean isPossible(ShardPosition position, SequenceNumber last) {
    int order = position.last() == null ? -1 : position.last().compareTo(last);
    return isRead() ? order == 0 : order < 0 && !position.ended();
  }

  private void await() {
    Instant now = clock.now();
    Instant since = emptySince == null ? now : emptySince;
    emptySince = since;
    if (since.plus(PATIENCE).isBefore(now)) {
      throw StreamFailures.silent(calls.stream(), range, PATIENCE.toSeconds());
    }
    if (!isRead()) {
      clock.pause(PAUSE);
    }
  }
}
