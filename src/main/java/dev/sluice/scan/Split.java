package dev.sluice.scan;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where in a response its {@code Items} stand.
 *
 * @param from the array's bracket; -1: the response has no items
 * @param to behind its closing bracket
 */
record Split(int from, int to) {
  /** What follows the items: keys of at most 2 KB and 1 KB, of the table and of an index, escaped at worst. */
  private static final int MAX_TAIL_BYTES = 64 << 10;

  private static final Set<String> FOLLOWING =
      Set.of("LastEvaluatedKey", "ScannedCount", "Count", "ConsumedCapacity");

  /**
   * Finds the items. Decoding walks over them anyway, so their end is looked for from behind.
   *
   * @throws WireException where the body is no JSON; what is wrong inside of the items may be left for decoding to find
   */
  static Split of(Body body) {
    DynamoJsonReader in = new DynamoJsonReader(body.bytes(), 0, body.length());
    int from = -1;
    int to = -1;
    if (in.open('{')) {
      do {
        in.name();
        boolean found = in.text().equals("Items");
        int start = in.position();
        if (!found || !jumpToEnd(in, body)) {
          in.skip();
        }
        from = found ? start : from;
        to = found ? in.position() : to;
      } while (in.more('}'));
    }
    in.end();
    return new Split(from, to);
  }

  boolean found() {
    return from >= 0;
  }

  /** The body with something else in place of the items; as it is where it has none. */
  byte[] without(Body body, byte[] instead) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    if (found()) {
      rest.write(body.bytes(), 0, from);
      rest.write(instead, 0, instead.length);
    }
    int after = Math.max(to, 0);
    rest.write(body.bytes(), after, body.length() - after);
    return rest.toByteArray();
  }

  /**
   * Goes to the end of the items if it can be told from what follows them, {@code ],"LastEvaluatedKey":}. Nothing inside
   * of an item reads so: quotes in strings are escaped, and behind a list's or set's bracket comes a brace.
   */
  private static boolean jumpToEnd(DynamoJsonReader in, Body body) {
    byte[] bytes = body.bytes();
    for (int i = body.length() - 4;
        i >= Math.max(in.position(), body.length() - MAX_TAIL_BYTES);
        i--) {
      if (bytes[i] == ']'
          && bytes[i + 1] == ','
          && bytes[i + 2] == '"'
          && isFollowing(body, i + 3)) {
        in.rewind(i + 1);
        return true;
      }
    }
    return false;
  }

  private static boolean isFollowing(Body body, int start) {
    int quote = start;
    while (quote < body.length() && body.bytes()[quote] != '"') {
      quote++;
    }
    return FOLLOWING.contains(
        new String(body.bytes(), start, quote - start, StandardCharsets.ISO_8859_1));
  }
}
