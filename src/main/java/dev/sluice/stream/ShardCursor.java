package dev.sluice.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads a shard, one answer after the other. Its position is by records, not by iterators: an iterator is valid for 15
 * minutes, and is made again from the position. One thread at a time reads; others may ask for the position.
 */
final class ShardCursor {
  /** A little less than the 24 hours for which DynamoDB keeps a record. */
  private static final Duration KEPT = Duration.ofHours(23);

  /** A little less than the 15 minutes that an iterator is valid. */
  private static final Duration VALID = Duration.ofMinutes(14);

  private static final int MAX_RENEWALS = 5;

  /** The treatment of records that have been trimmed. */
  enum Trims {
    /** It fails, unless it knows that it has read them. */
    REFUSED,
    /** It goes on if they are old enough to be trimmed: younger ones would not have been read. */
    OLD,
    /** It goes on: whoever uses it knows otherwise that none is missing. */
    PASSED
  }

  private final StreamCalls calls;
  private final Shard shard;
  private final StreamClock clock;
  private final Supplier<Trims> trims;
  private volatile ShardPosition position;
  private @Nullable String iterator;
  private Instant madeAt = Instant.MIN;
  private boolean opened;
  private long answers;

  ShardCursor(
      StreamCalls calls,
      Shard shard,
      ShardPosition from,
      Supplier<Trims> trims,
      StreamClock clock) {
    this.calls = calls;
    this.shard = shard;
    this.position = from;
    this.trims = trims;
    this.clock = clock;
  }

  /** Returns the position after the records returned so far; it has ended if no record will follow. */
  ShardPosition position() {
    return position;
  }

  /** Returns the number of answers so far. */
  long answers() {
    return answers;
  }

  /**
   * Requests the next records. There may be none although others follow.
   *
   * @param most the largest number of records, up to {@link StreamCalls#MAX_RECORDS}
   * @throws dev.sluice.failure.ResourceUnavailableException if records have been trimmed unread
   */
  List<StreamRecord> next(int most) {
    StreamCalls.Answer answer = answer(most);
    checkBeginning();
    List<StreamRecord> unread = new ArrayList<>();
    ShardPosition reached = position;
    for (StreamRecord record : answer.records()) {
      if (!reached.includes(record.number())) {
        reached = reached.after(record);
        unread.add(record);
      }
    }
    iterator = answer.next();
    madeAt = clock.now();
    position = iterator == null ? reached.atEnd() : reached;
    return unread;
  }

  private StreamCalls.Answer answer(int most) {
    for (int renewals = 0; ; renewals++) {
      try {
        return calls.records(shard.id(), opened(), most, answers++);
      } catch (ExpiredIteratorException e) {
        if (renewals >= MAX_RENEWALS) {
          throw StreamFailures.expiring(calls.stream(), shard.id(), e);
        }
        iterator = null;
      } catch (TrimmedDataAccessException e) {
        // the iterator's own place has been trimmed
        mustBePassed(e);
        if (renewals >= MAX_RENEWALS) {
          throw trimmed(e);
        }
        iterator = null;
      } catch (ResourceNotFoundException e) {
        throw trimmed(e);
      }
    }
  }

  private String opened() {
    String valid = iterator;
    if (valid == null || madeAt.plus(VALID).isBefore(clock.now())) {
      valid = open();
      iterator = valid;
      madeAt = clock.now();
    }
    return valid;
  }

  /** Makes an iterator at the position; at the oldest record if that of the position has been trimmed, but not others. */
  private String open() {
    try {
      return calls.iterator(shard.id(), position.last());
    } catch (TrimmedDataAccessException e) {
      if (position.last() == null) {
        throw e;
      }
      mustBePassed(e);
      return calls.iterator(shard.id(), null);
    }
  }

  private void mustBePassed(TrimmedDataAccessException e) {
    Trims treatment = trims.get();
    if (treatment == Trims.REFUSED) {
      throw trimmed(e);
    }
    if (treatment == Trims.OLD && position.isAfter(clock.now().minus(KEPT))) {
      throw StreamFailures.trimmedEarly(calls.stream(), shard.id(), position, e);
    }
  }

  /** Checks that a shard that is read from its first record on has it still. It has answered by now. */
  private void checkBeginning() {
    boolean first = !opened;
    opened = true;
    boolean whole = position.last() == null && !position.trimmed();
    if (first && whole && trims.get() == Trims.REFUSED && calls.isTrimmed(shard)) {
      throw trimmed(null);
    }
  }

  private RuntimeException trimmed(@Nullable Throwable cause) {
    return StreamFailures.trimmed(calls.stream(), shard.id(), position, cause);
  }
}
