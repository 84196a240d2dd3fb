package dev.sluice.stream;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A shard of a stream.
 *
 * @param parent the shard whose items it continues; null: none, or not known
 * @param first the number from which its records begin; null: not known
 * @param closed whether no record will be added to it
 */
record Shard(String id, @Nullable String parent, @Nullable SequenceNumber first, boolean closed)
    implements Serializable {
  /** Returns a shard that the stream does not list any more. */
  static Shard unlisted(String id) {
    return new Shard(id, null, null, true);
  }
}
