package dev.sluice.stream;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.TableStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream from a position on, and says how far it can be read. The records of a shard count only after those of
 * its parent. For the driver; not thread-safe.
 */
public final class StreamFollower {
  /** DynamoDB's 24 hours, and an hour for the read itself. */
  private static final Duration KEPT = Duration.ofHours(23);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LISTED = Duration.ofSeconds(30);
  /** A shard that was closed has children, which may be listed a little later. */
  private static final Duration LISTED_CHILDLESS = Duration.ofSeconds(2);

  private static final Duration CHILDREN_LISTED = Duration.ofSeconds(10);
  /** How old the complete time of an offset becomes if nothing else changes: each offset is a batch. */
  private static final Duration RENEWED = Duration.ofHours(1);

  /** What becomes of shards that were closed before their turn. */
  enum Closed {
    /** They are read, so that their records are counted. */
    COUNTED,
    /** They are taken as they are. */
    WHOLE
  }

  private final StreamCalls calls;
  private final StreamClock clock;
  private final Duration settledAfter;
  private final Closed closed;
  private final Runnable check;
  private final Map<String, FollowedShard> shards = new LinkedHashMap<>();
  private StreamPosition position;
  private @Nullable Instant began;
  private Lineage listed = Lineage.NONE;
  private Instant listedAt = Instant.MIN;
  private int turn;

  /** @param check fails if the stream is not the table's any more */
  StreamFollower(
      StreamCalls calls,
      StreamPosition from,
      Duration settledAfter,
      Closed closed,
      StreamClock clock,
      Runnable check) {
    this.calls = calls;
    this.position = from;
    this.began = from.began();
    this.settledAfter = settledAfter;
    this.closed = closed;
    this.clock = clock;
    this.check = check;
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
    return follower(source, stream, from, settings, Closed.COUNTED);
  }

  /**
   * Finds all that a stream has now, and divides it into tasks.
   *
   * @return the positions at which {@link StreamPages} begin
   */
  public static List<String> tasks(
      StreamSource source, TableStream stream, StreamSettings settings) {
    StreamPosition begin = StreamPosition.begin(stream.arn());
    StreamFollower follower = follower(source, stream, begin, settings, Closed.WHOLE);
    StreamPosition end = follower.until(follower.now(), Long.MAX_VALUE);
    return tasks(follower.calls, begin, end, follower.listed);
  }

  private static StreamFollower follower(
      StreamSource source,
      TableStream stream,
      StreamPosition from,
      StreamSettings settings,
      Closed closed) {
    return new StreamFollower(
        StreamCalls.of(source.aws(), stream.arn()),
        from,
        settings.settledAfter(),
        closed,
        // its time is rounded down
        StreamClock.at(stream.describedAt().plusSeconds(1)),
        () -> source.check(stream.arn()));
  }

  /** Returns the time by DynamoDB's clock. */
  public Instant now() {
    return clock.now();
  }

  /**
   * Divides what is between two positions into tasks.
   *
   * @return the positions at which {@link StreamPages} begin
   * @throws dev.sluice.failure.ResourceUnavailableException if the positions are of different streams
   */
  public static List<String> tasks(AwsSettings aws, StreamPosition start, StreamPosition end) {
    if (start.equals(end)) {
      return List.of();
    }
    StreamCalls calls = StreamCalls.of(aws, end.stream());
    return tasks(calls, start, end, calls.shards());
  }

  private static List<String> tasks(
      StreamCalls calls, StreamPosition start, StreamPosition end, Lineage listed) {
    return StreamTask.of(calls.stream(), start.until(end, listed), listed).stream()
        .map(StreamTask::text)
        .toList();
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
    do {
      long read = sweep(left, end);
      left -= read;
      if (read == 0 && left > 0 && !isComplete(end)) {
        clock.pause(PAUSE);
      }
    } while (left > 0 && !isComplete(end));
    return renewed(end);
  }

  /** Returns whether nothing from before a time is missing. */
  private boolean isComplete(Instant end) {
    boolean read = shards.values().stream().allMatch(shard -> shard.isComplete(end));
    Instant due = hasChildless() ? end.plus(CHILDREN_LISTED) : end;
    if (read && listedAt.isBefore(due) && !clock.now().isBefore(due)) {
      list();
      return isComplete(end);
    }
    return read && !listedAt.isBefore(due);
  }

  /** Requests records of each shard that may have some from before a time. Returns their number. */
  private long sweep(long most, Instant end) {
    if (listedAt.plus(hasChildless() ? LISTED_CHILDLESS : LISTED).isBefore(clock.now())) {
      list();
    }
    long read = 0;
    boolean ended = false;
    for (FollowedShard shard : inTurn()) {
      if (read < most && shard.isDue() && !shard.isComplete(end) && isReady(shard)) {
        read += shard.read((int) Math.min(most - read, StreamCalls.MAX_RECORDS));
        ended |= shard.hasEnded();
      }
    }
    if (ended) {
      list();
    }
    return read;
  }

  /** Returns the shards, from another one on each time: with a limit, the first would get all of it. */
  private List<FollowedShard> inTurn() {
    List<FollowedShard> all = new ArrayList<>(shards.values());
    Collections.rotate(all, turn--);
    return all;
  }

  private boolean isReady(FollowedShard shard) {
    FollowedShard parent = parent(shard.shard());
    return parent == null || parent.hasEnded();
  }

  private @Nullable FollowedShard parent(Shard shard) {
    return shard.parent() == null ? null : shards.get(shard.parent());
  }

  private boolean hasChildless() {
    return shards.values().stream().anyMatch(this::isChildless);
  }

  private boolean isChildless(FollowedShard shard) {
    return shard.hasEnded() && !listed.hasChildren(shard.shard().id());
  }

  private void list() {
    listed = calls.shards();
    listedAt = clock.now();
    if (shards.isEmpty()) {
      position
          .shards()
          .forEach((id, at) -> add(listed.shard(id), at, position.complete(), this::trims));
    }
    shards.values().removeIf(s -> s.hasEnded() && !listed.lists(s.shard().id()));
    boolean begins = began == null;
    began = begins ? listedAt : began;
    listed.shards().stream()
        .filter(shard -> !shards.containsKey(shard.id()))
        .forEach(shard -> discover(shard, begins));
    if (hasChildless()) {
      check.run();
    }
  }

  private void discover(Shard shard, boolean begins) {
    FollowedShard parent = parent(shard);
    boolean orphan = shard.parent() != null && parent == null && !listed.lists(shard.parent());
    if (orphan && !begins && trims() == ShardCursor.Trims.REFUSED) {
      throw StreamFailures.unseen(calls.stream(), shard);
    }
    ShardPosition first = ShardPosition.begin(begins && calls.isTrimmed(shard));
    boolean whole = closed == Closed.WHOLE && shard.closed();
    add(
        shard,
        whole ? first.whole() : first,
        parent == null ? position.complete() : parent.complete(),
        begins ? this::trims : this::trimsOfBorn);
  }

  /** Returns whether it matters what has been trimmed of a shard that was made after the stream began to be read. */
  private ShardCursor.Trims trimsOfBorn() {
    return isKept(began) ? ShardCursor.Trims.PASSED : trims();
  }

  /** @param trims what has been trimmed of it */
  private void add(
      Shard shard,
      ShardPosition at,
      @Nullable Instant complete,
      Supplier<ShardCursor.Trims> trims) {
    shards.put(
        shard.id(), new FollowedShard(calls, shard, at, trims, clock, settledAfter, complete));
  }

  /** Returns whether it matters what has been trimmed: not if nothing is missing that DynamoDB still keeps. */
  private ShardCursor.Trims trims() {
    return isKept(complete()) ? ShardCursor.Trims.PASSED : ShardCursor.Trims.REFUSED;
  }

  private boolean isKept(@Nullable Instant time) {
    return time != null && clock.now().isBefore(time.plus(KEPT));
  }

  /** Returns the time before which nothing is missing; null: not known. */
  private @Nullable Instant complete() {
    Instant complete = null;
    for (FollowedShard shard : shards.values()) {
      Instant known = shard.complete();
      if (!shard.hasEnded() || isChildless(shard)) {
        if (known == null) {
          return position.complete();
        }
        complete = complete == null || known.isBefore(complete) ? known : complete;
      }
    }
    Instant before = position.complete();
    return complete == null || (before != null && before.isAfter(complete)) ? before : complete;
  }

  /** Returns the present position: the one before if no record, shard, or time after a given one has been added. */
  private StreamPosition renewed(Instant after) {
    Map<String, ShardPosition> at = shards.values().stream()
        .collect(Collectors.toMap(shard -> shard.shard().id(), FollowedShard::position));
    Instant complete = complete();
    Instant before = position.complete();
    boolean later = complete != null
        && !Objects.equals(complete, before)
        && (before == null || before.isBefore(after));
    if (later || !position.shards().equals(at)) {
      position = new StreamPosition(calls.stream(), began, complete, at);
    }
    return position;
  }
}
