package dev.sluice.stream;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.ParallelRunner;
import dev.sluice.table.TableStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Follows a stream from a position on, and says how far it can be read. The records of a shard count only after those of
 * its parent. Several shards are read at the same time, each by one reader. For the driver; not thread-safe.
 */
public final class StreamFollower {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The greatest age of an offset's complete time if nothing else changes: each offset is a batch. */
  private static final Duration RENEWED = Duration.ofHours(1);

  private final String stream;
  private final FollowedShards shards;
  private final StreamClock clock;
  private StreamPosition position;

  StreamFollower(StreamPosition start, FollowedShards shards, StreamClock clock) {
    this.stream = start.stream();
    this.position = start;
    this.shards = shards;
    this.clock = clock;
  }

  /**
   * Follows a stream from a position on. All records are counted, so that each part can be read again.
   *
   * @param stream the table's stream now
   * @throws dev.sluice.failure.ResourceUnavailableException if the position is of another stream
   */
  public static StreamFollower of(
      StreamSource source, TableStream stream, StreamPosition from, StreamSettings settings) {
    if (!from.stream().equals(stream.arn())) {
      throw StreamFailures.replaced(from.stream(), stream.arn());
    }
    return follower(source, stream, from, settings, FollowedShards.Closed.COUNTED);
  }

  /**
   * Finds all that a stream has now, and divides it into tasks.
   *
   * @return the positions at which {@link StreamPages} begin
   */
  public static List<String> tasks(
      StreamSource source, TableStream stream, StreamSettings settings) {
    StreamPosition begin = StreamPosition.begin(stream.arn());
    StreamFollower follower =
        follower(source, stream, begin, settings, FollowedShards.Closed.WHOLE);
    StreamPosition end = follower.until(follower.now(), Long.MAX_VALUE);
    return tasks(begin, end, follower.shards.listed());
  }

  /**
   * Divides what is between two positions into tasks.
   *
   * @return the positions at which {@link StreamPages} begin
   * @throws dev.sluice.failure.ResourceUnavailableException if the positions are of different streams
   */
  public static List<String> tasks(AwsSettings aws, StreamPosition start, StreamPosition end) {
    return start.equals(end)
        ? List.of()
        : tasks(start, end, StreamCalls.of(aws, end.stream()).shards());
  }

  private static List<String> tasks(StreamPosition start, StreamPosition end, ShardTree listed) {
    return StreamTask.of(end.stream(), start.until(end, listed), listed).stream()
        .map(StreamTask::text)
        .toList();
  }

  private static StreamFollower follower(
      StreamSource source,
      TableStream stream,
      StreamPosition from,
      StreamSettings settings,
      FollowedShards.Closed closed) {
    // its time is rounded down
    StreamClock clock = StreamClock.at(stream.describedAt().plusSeconds(1));
    FollowedShards shards = new FollowedShards(
        StreamCalls.of(source.aws(), stream.arn()),
        from,
        settings.settledAfter(),
        closed,
        clock,
        () -> source.check(stream.arn()));
    return new StreamFollower(from, shards, clock);
  }

  /** Returns the time by DynamoDB's clock. */
  public Instant now() {
    return clock.now();
  }

  /**
   * Returns how far the stream can be read without waiting for changes: the position before if there is nothing new.
   *
   * @param most the largest number of records beyond the position before
   */
  public StreamPosition available(long most) {
    Instant asked = clock.now();
    long left = most;
    long read = -1;
    while (left > 0 && read != 0) {
      read = sweep(left, asked);
      left -= read;
    }
    return renewed(asked.minus(RENEWED));
  }

  /**
   * Returns a position after all records from before a time, unless they are too many. Waits for records that DynamoDB
   * may hold back.
   *
   * @param most the largest number of records beyond the position before
   */
  public StreamPosition until(Instant end, long most) {
    long left = most;
    boolean complete = false;
    while (left > 0 && !complete) {
      long read = sweep(left, end);
      left -= read;
      complete = shards.areComplete(end);
      if (read == 0 && !complete) {
        clock.pause(PAUSE);
      }
    }
    return renewed(end);
  }

  /** Requests records of each shard that may have some from before a time. Returns their number. */
  private long sweep(long most, Instant end) {
    shards.refresh();
    long read = 0;
    boolean ended = false;
    Deque<FollowedShard> turn = new ArrayDeque<>(shards.inTurn());
    try (ParallelRunner readers = new ParallelRunner(StreamCalls.MAX_AT_ONCE)) {
      while (read < most && !turn.isEmpty()) {
        List<FollowedShard> next = next(turn, Math.min(most - read, StreamCalls.MAX_AT_ONCE), end);
        read += read(next, most - read, readers);
        ended |= next.stream().anyMatch(FollowedShard::hasEnded);
      }
    }
    if (ended) {
      shards.list();
    }
    return read;
  }

  /** Takes the next shards that are to be read; a parent has ended before its children are. */
  private List<FollowedShard> next(Deque<FollowedShard> turn, long most, Instant end) {
    List<FollowedShard> next = new ArrayList<>();
    while (next.size() < most && !turn.isEmpty()) {
      FollowedShard shard = turn.remove();
      if (shard.isDue() && !shard.isComplete(end) && shards.isReady(shard)) {
        next.add(shard);
      }
    }
    return next;
  }

  /** Reads some shards at the same time, and returns the number of their records: of each the same share at most. */
  private static long read(List<FollowedShard> some, long most, ParallelRunner readers) {
    int share = (int) Math.min(most / Math.max(1, some.size()), StreamCalls.MAX_RECORDS);
    LongAdder read = new LongAdder();
    readers.each(some, shard -> (long) shard.read(share), read::add);
    return read.sum();
  }

  /** Returns the present position: the one before if no record, shard, or time after a given one has been added. */
  private StreamPosition renewed(Instant after) {
    Map<String, ShardPosition> at = shards.positions();
    Instant complete = shards.complete();
    Instant before = position.complete();
    boolean later = complete != null
        && !Objects.equals(complete, before)
        && (before == null || before.isBefore(after));
    if (later || !position.shards().equals(at)) {
      position = new StreamPosition(stream, shards.began(), complete, at);
    }
    return position;
  }
}
