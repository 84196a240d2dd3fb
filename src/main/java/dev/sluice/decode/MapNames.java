package dev.sluice.decode;

import dev.sluice.failure.Printable;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The names in one map. Refuses duplicates: JSON does not define their meaning, and DynamoDB sends none. Can be used for
 * one map after the other.
 */
final class MapNames {
  /** The number of names up to which they are compared one by one, which is cheaper than hashing. */
  private static final int FEW = 8;

  /** The number of names with neighbouring hashes from which on a set holds them, which no choice of names slows down. */
  private static final int MAX_PROBES = 32;

  /** The size of the largest table that is kept for the next map, which has to empty it. */
  private static final int MAX_KEPT = 4_096;

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private UTF8String[] names = new UTF8String[FEW];
  private int size;
  /** A hash table with open addressing: index of the name + 1, or 0 if free. Not used for few names. */
  private int[] slots = {};

  private @Nullable Set<UTF8String> many;

  /** Begins another map. */
  void clear() {
    size = 0;
    many = null;
    slots = slots.length > MAX_KEPT ? new int[0] : slots;
  }

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
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
    }
    names[size++] = name;
    if (many == null && size >= FEW) {
      index();
    }
  }

  static WireException twice(Object name, int position) {
    return new WireException("attribute " + Printable.brief(name.toString()) + " twice", position);
  }

  private boolean isNewOfFew(UTF8String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNewOfMany(UTF8String name) {
    if (many != null) {
      return many.add(name);
    }
    int slot = hash(name) & (slots.length - 1);
    while (slots[slot] != 0) {
      if (names[slots[slot] - 1].equals(name)) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return true;
  }

  /** Puts the newest name into the table, or all if they begin to be many or the table is too small. */
  private void index() {
    boolean begins = size == FEW;
    if (4 * size > slots.length) {
      slots = new int[Math.max(16 * FEW, 2 * slots.length)];
      begins = true;
    } else if (begins) {
      Arrays.fill(slots, 0);
    }
    for (int i = begins ? 0 : size - 1; i < size && many == null; i++) {
      index(i);
    }
  }

  private void index(int name) {
    int slot = hash(names[name]) & (slots.length - 1);
    int probes = 0;
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
      probes++;
    }
    slots[slot] = name + 1;
    if (probes > MAX_PROBES) {
      many = new HashSet<>(Arrays.asList(names).subList(0, size));
    }
  }

  private static int hash(UTF8String name) {
    Object bytes = name.getBaseObject();
    long at = name.getBaseOffset();
    int left = name.numBytes();
    long hash = left;
    for (; left >= Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      hash = mixed(hash ^ Platform.getLong(bytes, at));
    }
    for (; left > 0; left--, at++) {
      hash = mixed(hash ^ Platform.getByte(bytes, at));
    }
    return (int) hash;
  }

  private static long mixed(long hash) {
    long product = hash * PRIME;
    return product ^ (product >>> 32);
  }
}
