package dev.sluice.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shard whose end is looked for. DynamoDB does not tell the end of an open shard, and its answers may be empty although
 * records follow. So the time before which nothing is missing comes from two rules:
 *
 * <ul>
 *   <li>A record shows that all records before it have been read. Its time is in whole seconds and approximate, so the
 *       two seconds before it do not count.
 *   <li>If a shard gives nothing for some time, in several answers, it had nothing when that time began.
 * </ul>
 *
 * <p>One thread at a time reads it; others may ask how far it has come.
 */
final class FollowedShard {
  private static final Duration APPROXIMATE = Duration.ofSeconds(2);

  /** Each answer covers a part of the shard, so a few empty ones are no end. */
  private static final int MIN_EMPTY_ANSWERS = 10;

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);

  private final Shard shard;
  private final ShardCursor cursor;
  private final StreamClock clock;
  private final Duration settledAfter;
  private volatile @Nullable Instant complete;
  private @Nullable Instant emptySince;
  private int emptyAnswers;
  private Instant due = Instant.MIN;

  /** @param complete the time before which nothing is missing; null: not known */
  FollowedShard(
      StreamCalls calls,
      Shard shard,
      ShardPosition from,
      Supplier<ShardCursor.Trims> trims,
      StreamClock clock,
      Duration settledAfter,
      @Nullable Instant complete) {
    this.shard = shard;
    this.cursor = new ShardCursor(calls, shard, from, trims, clock);
    this.clock = clock;
    this.settledAfter = settledAfter;
    this.complete = complete;
  }

  Shard shard() {
    return shard;
  }

  ShardPosition position() {
    return cursor.position();
  }

  boolean hasEnded() {
    return cursor.position().ended();
  }

  /** Returns the time before which nothing is missing; null: not known. */
  @Nullable
  Instant complete() {
    return complete;
  }

  /** Returns whether all records before a time have been read. */
  boolean isComplete(Instant end) {
    Instant known = complete;
    return hasEnded() || (known != null && !known.isBefore(end));
  }

  /** Returns whether it is time for another request: not at once after an empty answer. */
  boolean isDue() {
    return !clock.now().isBefore(due);
  }

  /** Requests records and returns their number. */
  int read(int most) {
    Instant asked = clock.now();
    List<StreamRecord> records = cursor.next(most);
    if (records.isEmpty()) {
      foundNothing(asked);
    } else {
      emptySince = null;
      emptyAnswers = 0;
      completeTo(records.get(records.size() - 1).at().minus(APPROXIMATE));
    }
    return records.size();
  }

  private void foundNothing(Instant asked) {
    emptySince = Objects.requireNonNullElse(emptySince, asked);
    emptyAnswers++;
    due = clock.now().plus(emptyAnswers < MIN_EMPTY_ANSWERS ? POLL : IDLE_POLL);
    Instant settled = asked.minus(settledAfter);
    if (emptyAnswers >= MIN_EMPTY_ANSWERS && !settled.isBefore(emptySince)) {
      completeTo(settled);
    }
  }

  private void completeTo(Instant time) {
    Instant known = complete;
    if (known == null || known.isBefore(time)) {
      complete = time;
    }
  }
}
