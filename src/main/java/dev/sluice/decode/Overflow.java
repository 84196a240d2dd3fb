package dev.sluice.decode;

import dev.sluice.item.JsonPointer;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.OverflowText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of an item that fit no column as {@link OverflowText}: JSON Pointer → the original DynamoDB JSON,
 * in the item's order. Decoders call {@link #enter} and {@link #leave} for members and elements, so that it knows the
 * current pointer. An overflow can hold every value, so only a missing one is {@linkplain #malformed malformed}.
 */
class Overflow {
  /**
   * The number of bytes beyond which an attribute overflows as a whole, not value by value. Otherwise a long name above
   * many values would be written once for each of them.
   */
  private static final int MAX_APART = 4 << 20;

  /**
   * The names, as String or UTF8String, with null for a list index. They become text only if something overflows.
   */
  private @Nullable Object[] path = new Object[8];

  /** The list indexes, each where the path has null. */
  private int[] indexes = new int[8];

  private int depth;

  private byte[] text = {};
  private int length;
  private boolean full;
  private @Nullable MalformedValue missing;

  /** Enters a member by its name, a String or UTF8String. */
  void enter(Object name) {
    step(name, -1);
  }

  /** Enters an element by its index. */
  void enter(int index) {
    step(null, index);
  }

  private void step(@Nullable Object name, int index) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
      indexes = Arrays.copyOf(indexes, 2 * depth);
    }
    path[depth] = name;
    indexes[depth++] = index;
  }

  /** Leaves the member or element entered last. */
  void leave() {
    depth--;
  }

  /**
   * Adds the value at the current pointer.
   *
   * @param in the reader, positioned after the value
   * @param start the position where the value begins
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

  /** Adds the value of a member that no column names, as {@link #add}. */
  void addUnnamed(DynamoJsonReader in, int start) {
    add(in, start);
  }

  /** Notes that there is no value at the current pointer, where the schema says NOT NULL. */
  final void addMissing() {
    missing = missing == null ? new MalformedValue(pointer(), null) : missing;
  }

  /** Returns the first value that is malformed by the schema since {@link #clear}; null if there is none. */
  @Nullable
  MalformedValue malformed() {
    return missing;
  }

  final String pointer() {
    return JsonPointer.of(IntStream.range(0, depth)
        .mapToObj(i -> path[i] == null ? String.valueOf(indexes[i]) : path[i].toString())
        .toList());
  }

  private void append(byte[] bytes, int from, int count) {
    System.arraycopy(bytes, from, text, length, count);
    length += count;
  }

  /** Makes room for more bytes and the closing bracket. */
  private void reserve(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(256, Math.max(2 * text.length, length + more)));
    }
  }

  /** Returns whether a value was left out, so that the attribute must overflow as a whole. */
  boolean isFull() {
    return full;
  }

  /** Returns to an earlier {@link #size}, because a container overflows as a whole. */
  void truncate(int size) {
    length = size;
    full = false;
  }

  /** Returns the number of bytes so far. */
  int size() {
    return length;
  }

  /** Stores the item's text at an index that is null, unless all values fit. */
  void store(ItemVector column, int index) {
    if (length > 0) {
      text[length] = '}';
      column.putCopy(index, text, length + 1);
    }
  }

  /** Discards everything. */
  void clear() {
    depth = 0;
    missing = null;
    truncate(0);
  }
}
