package dev.sluice.source;

import dev.sluice.item.Sha256;
import dev.sluice.wire.DynamoJsonReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary keys of the items that a reader has seen, as digests. An item whose index key changes during the read can
 * be found again, by another Query of the index or later in the same one. Not thread-safe.
 */
final class SeenKeys {
  private final List<String> attributes;
  private final MessageDigest sha256 = Sha256.digest();
  private final DigestSet seen = new DigestSet();

  /** @param attributes the table's primary key, at least one attribute */
  SeenKeys(List<String> attributes) {
    this.attributes = List.copyOf(attributes);
  }

  /** Returns new ones; null if there are no attributes, since no item can be found twice. */
  static @Nullable SeenKeys of(List<String> attributes) {
    return attributes.isEmpty() ? null : new SeenKeys(attributes);
  }

  /**
   * Returns whether the next item was found before. The reader stays before the item. An item without its key never
   * counts as found.
   */
  boolean isRepeated(DynamoJsonReader in) {
    int start = in.position();
    byte[][] key = key(in);
    in.rewind(start);
    return key.length > 0 && !addDigest(key);
  }

  /** Returns the values of the key's attributes; empty if one is missing. */
  private byte[][] key(DynamoJsonReader in) {
    byte[][] values = new byte[attributes.size()][];
    int missing = attributes.size();
    if (in.open('{')) {
      do {
        in.name();
        int which = attributes.indexOf(in.text());
        if (which >= 0) {
          missing -= values[which] == null ? 1 : 0;
          in.beginValue();
          in.string();
          values[which] = in.utf8();
          in.endValue();
        } else {
          in.skip();
        }
      } while (missing > 0 && in.more('}'));
    }
    return missing == 0 ? values : new byte[0][];
  }

  /** Adds half of a SHA-256. Keys may be chosen by an attacker, so a weaker digest could make two keys count as one. */
  private boolean addDigest(byte[][] key) {
    for (byte[] value : key) {
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value.length));
      sha256.update(value);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return seen.add(digest.getLong(), digest.getLong());
  }
}
