package dev.sluice.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shard of a {@link FakeStream}. */
final class FakeShard {
  final String id;
  final @Nullable String parent;
  final BigInteger first;
  /** The records, also those that have been trimmed. */
  final List<Stored> records = new ArrayList<>();

  int trimmed;

  @Nullable
  BigInteger last;

  Instant closedAt = Instant.MAX;
  /** Until then answers are empty. */
  Instant heldUntil = Instant.MIN;

  /** Until another time records from this index on are not given either. */
  int laterFrom = Integer.MAX_VALUE;

  Instant laterUntil = Instant.MIN;

  /** How often an answer is empty before one with records. */
  int emptyAnswers;

  /** A record as it is sent. */
  record Stored(BigInteger number, Instant at, ObjectNode json) {}

  FakeShard(String id, @Nullable String parent, BigInteger first) {
    this.id = id;
    this.parent = parent;
    this.first = first;
  }

  boolean isClosed() {
    return last != null;
  }

  void trim(Instant horizon) {
    while (trimmed < records.size() && records.get(trimmed).at().isBefore(horizon)) {
      trimmed++;
    }
  }

  /** Returns whether a number is before the oldest record that is left. */
  boolean isTrimmed(BigInteger number) {
    return trimmed > 0 && records.get(trimmed - 1).number().compareTo(number) >= 0;
  }
}
