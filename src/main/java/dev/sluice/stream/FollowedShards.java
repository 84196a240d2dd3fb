package dev.sluice.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a stream that is followed. The stream is listed again and again, because shards are split while they are
 * read. One thread lists; several shards may be read at the same time.
 */
final class FollowedShards {
  /** DynamoDB's 24 hours, and an hour for the read itself. */
  private static final Duration KEPT = Duration.ofHours(23);

  private static final Duration LISTED = Duration.ofSeconds(30);
  /** A shard that was closed has children, which may be listed a little later. */
  private static final Duration LISTED_CHILDLESS = Duration.ofSeconds(2);

  private static final Duration CHILDREN_LISTED = Duration.ofSeconds(10);

  /** The treatment of shards that were closed before their turn. */
  enum Closed {
    /** They are read, so that their records are counted. */
    COUNTED,
    /** They are taken as they are. */
    WHOLE
  }

  private final StreamCalls calls;
  private final StreamPosition start;
  private final Duration settledAfter;
  private final Closed closed;
  private final StreamClock clock;
  private final Runnable check;
  private final Map<String, FollowedShard> shards = new LinkedHashMap<>();
  private @Nullable Instant began;
  private @Nullable Instant complete;
  private ShardTree listed = ShardTree.NONE;
  private Instant listedAt = Instant.MIN;
  private int turn;

  /** @param check fails if the stream is not the table's any more */
  FollowedShards(
      StreamCalls calls,
      StreamPosition start,
      Duration settledAfter,
      Closed closed,
      StreamClock clock,
      Runnable check) {
    this.calls = calls;
    this.start = start;
    this.settledAfter = settledAfter;
    this.closed = closed;
    this.clock = clock;
    this.check = check;
    this.began = start.began();
    this.complete = start.complete();
  }

  /** Returns when the first records were asked for; null: not yet. */
  @Nullable
  Instant began() {
    return began;
  }

  ShardTree listed() {
    return listed;
  }

  Map<String, ShardPosition> positions() {
    return shards.values().stream()
        .collect(Collectors.toMap(shard -> shard.shard().id(), FollowedShard::position));
  }

  /** Returns the shards, from another one on each time: with a limit, the first would get all of it. */
  List<FollowedShard> inTurn() {
    List<FollowedShard> all = new ArrayList<>(shards.values());
    Collections.rotate(all, turn--);
    return all;
  }

  /** Returns whether all records before those of a shard have been read. */
  boolean isReady(FollowedShard shard) {
    FollowedShard parent = parent(shard.shard());
    return parent == null || parent.hasEnded();
  }

  private @Nullable FollowedShard parent(Shard shard) {
    return shard.parent() == null ? null : shards.get(shard.parent());
  }

  /**
   * Returns the time before which nothing is missing: that of the shard of which the least is known, and of those that
   * ended only if none continues them. Null: not known.
   */
  @Nullable
  synchronized Instant complete() {
    Instant least = null;
    for (FollowedShard shard : shards.values()) {
      if (!shard.hasEnded() || isChildless(shard)) {
        Instant known = shard.complete();
        if (known == null) {
          return complete;
        }
        least = least == null || known.isBefore(least) ? known : least;
      }
    }
    if (least != null && (complete == null || complete.isBefore(least))) {
      complete = least;
    }
    return complete;
  }

  /** Returns whether nothing from before a time is missing, in any shard. */
  boolean areComplete(Instant end) {
    boolean read = shards.values().stream().allMatch(shard -> shard.isComplete(end));
    Instant due = hasChildless() ? end.plus(CHILDREN_LISTED) : end;
    if (read && listedAt.isBefore(due) && !clock.now().isBefore(due)) {
      list();
      return areComplete(end);
    }
    return read && !listedAt.isBefore(due);
  }

  private boolean hasChildless() {
    return shards.values().stream().anyMatch(this::isChildless);
  }

  private boolean isChildless(FollowedShard shard) {
    return shard.hasEnded() && !listed.hasChildren(shard.shard().id());
  }

  /** Lists the stream if it is time to. */
  void refresh() {
    if (listedAt.plus(hasChildless() ? LISTED_CHILDLESS : LISTED).isBefore(clock.now())) {
      list();
    }
  }

  /** Lists the stream: takes in shards that are new, and forgets those that are read and gone. */
  void list() {
    listed = calls.shards();
    listedAt = clock.now();
    if (shards.isEmpty()) {
      start.shards().forEach((id, at) -> add(listed.shard(id), at, start.complete(), this::trims));
    }
    shards.values().removeIf(s -> s.hasEnded() && !listed.lists(s.shard().id()));
    boolean begins = began == null;
    if (begins && complete != null && !isKept(complete)) {
      throw StreamFailures.copiedLongAgo(calls.stream(), complete);
    }
    began = begins ? listedAt : began;
    List<Shard> found = listed.shards().stream()
        .filter(shard -> !shards.containsKey(shard.id()))
        .toList();
    Set<String> trimmed = begins ? calls.trimmed(found) : Set.of();
    found.forEach(shard -> discover(shard, begins, trimmed.contains(shard.id())));
    if (hasChildless()) {
      check.run();
    }
  }

  private void discover(Shard shard, boolean begins, boolean trimmed) {
    FollowedShard parent = parent(shard);
    boolean orphan = shard.parent() != null && parent == null && !listed.lists(shard.parent());
    if (orphan && !begins && trims() == ShardCursor.Trims.REFUSED) {
      throw StreamFailures.unseen(calls.stream(), shard);
    }
    ShardPosition first = ShardPosition.begin(trimmed);
    boolean whole = closed == Closed.WHOLE && shard.closed();
    add(
        shard,
        whole ? first.whole() : first,
        parent == null ? complete : parent.complete(),
        begins ? this::trims : this::trimsOfBorn);
  }

  /** @param trims what has been trimmed of it */
  private void add(
      Shard shard, ShardPosition at, @Nullable Instant known, Supplier<ShardCursor.Trims> trims) {
    shards.put(shard.id(), new FollowedShard(calls, shard, at, trims, clock, settledAfter, known));
  }

  /** Returns whether it matters what has been trimmed: not if nothing is missing that DynamoDB still keeps. */
  private ShardCursor.Trims trims() {
    return isKept(complete()) ? ShardCursor.Trims.OLD : ShardCursor.Trims.REFUSED;
  }

  /** Returns whether it matters what has been trimmed of a shard that was made after the stream began to be read. */
  private ShardCursor.Trims trimsOfBorn() {
    return isKept(began) ? ShardCursor.Trims.OLD : trims();
  }

  private boolean isKept(@Nullable Instant time) {
    return time != null && clock.now().isBefore(time.plus(KEPT));
  }
}
