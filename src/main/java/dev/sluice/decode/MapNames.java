package dev.sluice.decode;

import dev.sluice.failure.Printable;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The names in one map. Refuses duplicates: JSON does not define their meaning, and DynamoDB sends none. */
final class MapNames {
  /** The number of names up to which they are compared one by one, which is cheaper than hashing. */
  private static final int FEW = 8;

  private final UTF8String[] few = new UTF8String[FEW];
  private int size;
  private @Nullable Set<UTF8String> many;

  /**
   * Adds a name.
   *
   * @param position the position of the name, for the message
   * @throws WireException if the map already has it
   */
  void add(UTF8String name, int position) {
    if (!(size < FEW ? isNewOfFew(name) : isNewOfMany(name))) {
      throw twice(name, position);
    }
  }

  static WireException twice(Object name, int position) {
    return new WireException("attribute " + Printable.brief(name.toString()) + " twice", position);
  }

  private boolean isNewOfFew(UTF8String name) {
    for (int i = 0; i < size; i++) {
      if (few[i].equals(name)) {
        return false;
      }
    }
    few[size++] = name;
    return true;
  }

  private boolean isNewOfMany(UTF8String name) {
    if (many == null) {
      many = new HashSet<>(Arrays.asList(few));
    }
    return many.add(name);
  }
}
