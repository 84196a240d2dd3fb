package dev.sluice.stream;

import java.io.Serializable;

/**
 * Consecutive records of a shard.
 *
 * @param from the position before the first of them
 * @param to the position after the last of them
 */
record ShardRange(Shard shard, ShardPosition from, ShardPosition to) implements Serializable {
  /** Returns the records that are left; {@link ShardPosition#UNCOUNTED}: all up to the end of the shard. */
  long records() {
    return to.counted() ? to.records() - from.records() : ShardPosition.UNCOUNTED;
  }

  ShardRange from(ShardPosition position) {
    return new ShardRange(shard, position, to);
  }
}
