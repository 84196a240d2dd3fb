package dev.sluice.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The position to which a shard has been read. The number of records makes a range repeatable: who reads it again can tell whether all
 * of them are still there.
 *
 * @param last the number of the last record that was read; null: none was, or it was not asked for
 * @param records the records that were read, from the first on; {@link #UNCOUNTED}: all of a closed shard
 * @param ended whether no record follows
 * @param trimmed whether its first records had been trimmed when the stream began to be read
 * @param at when the last record was written; null: none was read, or it is not known, as of older checkpoints
 */
record ShardPosition(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SequenceNumber last,
    long records,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ended,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean trimmed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant at)
    implements Serializable {
  static final long UNCOUNTED = -1;

  /** The position before the first record of a shard. */
  static final ShardPosition BEGIN = begin(false);

  ShardPosition {
    if (records < UNCOUNTED || (records > 0) != (last != null)) {
      throw new IllegalArgumentException("no position: " + records + " records to " + last);
    }
  }

  /** Returns the position before the first record that there is. */
  static ShardPosition begin(boolean trimmed) {
    return new ShardPosition(null, 0, false, trimmed, null);
  }

  /** Returns the position after the last record of a closed shard that is not read yet. */
  ShardPosition whole() {
    return new ShardPosition(null, UNCOUNTED, true, trimmed, null);
  }

  ShardPosition after(StreamRecord record) {
    return new ShardPosition(record.number(), records + 1, ended, trimmed, record.at());
  }

  ShardPosition atEnd() {
    return new ShardPosition(last, records, true, trimmed, at);
  }

  /** Returns whether the last record is known to have been written after a time. */
  boolean isAfter(Instant time) {
    return at != null && at.isAfter(time);
  }

  boolean counted() {
    return records != UNCOUNTED;
  }

  /** Returns whether a record has been read already. */
  boolean includes(SequenceNumber record) {
    return last != null && record.compareTo(last) <= 0;
  }
}
