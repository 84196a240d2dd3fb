package dev.sluice.decode;

import dev.sluice.wire.JsonPointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * What of an item no column holds: JSON Pointer (RFC 6901) → DynamoDB JSON as it came. Decoders tell it where in the item
 * they are.
 */
final class Overflow {
  /** Names, as String or UTF8String, and places in lists, as Integer: text only once something overflows. */
  private Object[] path = new Object[8];

  private int depth;

  private final List<UTF8String> pointers = new ArrayList<>();
  private final List<UTF8String> values = new ArrayList<>();

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

  /** The value at the current place did not fit. */
  void add(String json) {
    List<String> names = Arrays.stream(path, 0, depth).map(Object::toString).toList();
    pointers.add(UTF8String.fromString(JsonPointer.of(names)));
    values.add(UTF8String.fromString(json));
  }

  /** Forgets what came after {@link #size} was this: a container that turned out not to fit as a whole. */
  void truncate(int size) {
    if (size < pointers.size()) {
      pointers.subList(size, pointers.size()).clear();
      values.subList(size, values.size()).clear();
    }
  }

  int size() {
    return pointers.size();
  }

  /** The row's map, null where all fitted; empties this for the next item. */
  @Nullable
  MapData take() {
    if (pointers.isEmpty()) {
      return null;
    }
    MapData map = ArrayBasedMapData.apply(pointers.toArray(), values.toArray());
    clear();
    return map;
  }

  void clear() {
    depth = 0;
    truncate(0);
  }
}
