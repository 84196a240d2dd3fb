package dev.sluice.scan;

import dev.sluice.wire.Wire;
import dev.sluice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Where in a response its {@code Items} stand.
 *
 * @param from the array's bracket; -1: the response has no items
 * @param to behind its closing bracket
 */
record Split(int from, int to) {
  /** What follows the items: keys of at most 2 KB and 1 KB, of the table and of an index, escaped at worst. */
  private static final int LONGEST_TAIL = 64 << 10;

  private static final Set<String> FOLLOWING =
      Set.of("LastEvaluatedKey", "ScannedCount", "Count", "ConsumedCapacity");

  /**
   * Finds the items. Decoding walks over them anyway, so their end is looked for from behind.
   *
   * @throws WireException where the body is no JSON; what is wrong inside of the items may be left for decoding to find
   */
  static Split of(byte[] body) {
    Wire in = new Wire(body);
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

  /** Of the same body, with something else in place of the items. */
  byte[] without(byte[] body, byte[] instead) {
    byte[] rest = Arrays.copyOf(body, body.length - (to - from) + instead.length);
    System.arraycopy(instead, 0, rest, from, instead.length);
    System.arraycopy(body, to, rest, from + instead.length, body.length - to);
    return rest;
  }

  /**
   * Goes to the end of the items if it can be told from what follows them, {@code ],"LastEvaluatedKey":}. Nothing inside
   * of an item reads so: quotes in strings are escaped, and behind a list's or set's bracket comes a brace.
   */
  private static boolean jumpToEnd(Wire in, byte[] body) {
    for (int i = body.length - 4; i >= Math.max(in.position(), body.length - LONGEST_TAIL); i--) {
      if (body[i] == ']' && body[i + 1] == ',' && body[i + 2] == '"' && isFollowing(body, i + 3)) {
        in.rewind(i + 1);
        return true;
      }
    }
    return false;
  }

  private static boolean isFollowing(byte[] body, int start) {
    int quote = start;
    while (quote < body.length && body[quote] != '"') {
      quote++;
    }
    return FOLLOWING.contains(new String(body, start, quote - start, StandardCharsets.ISO_8859_1));
  }
}
