package dev.sluice.decode;

import dev.sluice.item.JsonPointer;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.OverflowText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What of an item no column holds, written as {@link OverflowText}: JSON Pointer (RFC 6901) → DynamoDB JSON as it came, in
 * the item's order. Decoders tell it where in the item they are.
 */
final class Overflow {
  /**
   * Bytes beyond which values inside of an attribute are no longer told apart: a long name above many values would be
   * written once for each of them.
   */
  private static final int MAX_APART = 4 << 20;

  /** Names, as String or UTF8String, and places in lists, as Integer: text only once something overflows. */
  private Object[] path = new Object[8];

  private int depth;

  private byte[] text = {};
  private int length;
  private boolean full;

  /** Enters a member by its name, or an element by its place. */
  void enter(Object step) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
    }
    path[depth++] = step;
  }

  void leave() {
    depth--;
  }

  /**
   * The value at the current place did not fit.
   *
   * @param in stands behind it
   * @param start where it begins
   */
  void add(DynamoJsonReader in, int start) {
    if (depth > 1 && length > MAX_APART) {
      full = true;
      return;
    }
    byte[] name = OverflowText.quoted(pointer()).getBytes(StandardCharsets.UTF_8);
    int value = in.position() - start;
    reserve(name.length + value + 3);
    text[length] = (byte) (length == 0 ? '{' : ',');
    length++;
    append(name, 0, name.length);
    text[length++] = ':';
    append(in.buffer(), start, value);
  }

  private String pointer() {
    List<String> names = Arrays.stream(path, 0, depth).map(Object::toString).toList();
    return JsonPointer.of(names);
  }

  private void append(byte[] bytes, int from, int count) {
    System.arraycopy(bytes, from, text, length, count);
    length += count;
  }

  /** Makes room for so many bytes, and the closing bracket. */
  private void reserve(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(256, Math.max(2 * text.length, length + more)));
    }
  }

  /** Whether something was left out, so that the attribute has to go here as a whole. */
  boolean isFull() {
    return full;
  }

  /** Forgets what came after {@link #size} was this: a container that turned out not to fit as a whole. */
  void truncate(int size) {
    length = size;
    full = false;
  }

  /** Bytes so far. */
  int size() {
    return length;
  }

  /** The row's text, null where all fitted; empties this for the next item. */
  @Nullable
  UTF8String take() {
    if (length == 0) {
      return null;
    }
    text[length++] = '}';
    UTF8String whole = UTF8String.fromBytes(Arrays.copyOf(text, length));
    clear();
    return whole;
  }

  void clear() {
    depth = 0;
    truncate(0);
  }
}
