package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The named members of an item or a map, each with its decoder, found by the bytes of their names. A member without a
 * decoder overflows.
 */
final class Fields {
  private final String[] names;
  private final byte[][] utf8;
  /** The usual beginnings of members, {@code "name":{"S":}; null if JSON would escape a character of the name. */
  private final @Nullable Prefix[] beginnings;

  private final ValueDecoder[] decoders;
  /** The indexes of the fields that must have a value. */
  private final int[] required;

  /** A hash table with open addressing: index of the field + 1, or 0 if free. */
  private final int[] slots;
  /**
   * For each field, the field that followed it in the previous item, as it mostly does again. The last entry is the
   * first field of an item.
   */
  private final int[] next;
  /** For each field, the number of the last read that found it. Finds duplicate names, also of overflowed values. */
  private final long[] readIn;

  private long reads;

  /**
   * Creates the fields.
   *
   * @param required the indexes of the fields that are NOT NULL
   */
  Fields(List<String> names, List<ValueDecoder> decoders, int[] required) {
    this.required = required;
    this.names = names.toArray(String[]::new);
    this.decoders = decoders.toArray(ValueDecoder[]::new);
    this.utf8 = names.stream().map(n -> n.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.beginnings = IntStream.range(0, names.size())
        .mapToObj(i -> beginning(names.get(i), decoders.get(i)))
        .toArray(Prefix[]::new);
    this.next = new int[names.size() + 1];
    this.readIn = new long[names.size()];
    this.slots = new int[Integer.highestOneBit(Math.max(4, names.size() * 4)) * 2];
    for (int i = 0; i < utf8.length; i++) {
      int slot = hash(utf8[i], 0, utf8[i].length) & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i + 1;
    }
  }

  int size() {
    return names.length;
  }

  /** Reads {@code {"name":{"S":"…"},…}} and stores the value of each field at an index; null if there is none. */
  void read(DynamoJsonReader in, Overflow overflow, int index) {
    for (ValueDecoder decoder : decoders) {
      decoder.values.putNull(index);
    }
    if (in.open('{')) {
      readMembers(in, overflow, index);
    }
    for (int field : required) {
      if (decoders[field].values.isNullAt(index)) {
        overflow.enter(names[field]);
        overflow.addMissing();
        overflow.leave();
      }
    }
  }

  private void readMembers(DynamoJsonReader in, Overflow overflow, int index) {
    long read = ++reads;
    MapNames others = null;
    int before = names.length;
    do {
      int field = next[before];
      boolean isUsual = isUsual(in, field);
      if (!isUsual) {
        field = field(in);
        next[before] = field < 0 ? next[before] : field;
      }
      if (field < 0) {
        others = others == null ? new MapNames() : others;
        other(in, overflow, others);
      } else if (readIn[field] == read) {
        throw MapNames.twice(names[field], in.position());
      } else {
        readIn[field] = read;
        overflow.enter(names[field]);
        if (isUsual) {
          decoders[field].decodeContent(in, overflow, index);
        } else {
          decoders[field].decode(in, overflow, index);
        }
        overflow.leave();
        before = field;
      }
    } while (in.more('}'));
  }

  /** Reads the beginning of a member, its type tag included, if it is the usual one of a field. Returns whether it was. */
  private boolean isUsual(DynamoJsonReader in, int field) {
    Prefix beginning = field < beginnings.length ? beginnings[field] : null;
    return beginning != null && in.skip(beginning);
  }

  /** Adds a member without a decoder to the overflow. */
  private static void other(DynamoJsonReader in, Overflow overflow, MapNames others) {
    UTF8String name = StringDecoding.utf8(in);
    int start = in.position();
    others.add(name, start);
    overflow.enter(name);
    ItemCheck.value(in);
    overflow.addUnnamed(in, start);
    overflow.leave();
  }

  /** Reads the next name. Returns the index of its field, or −1 if there is none; then the name is the current string. */
  private int field(DynamoJsonReader in) {
    in.name();
    if (in.escaped()) {
      byte[] name = in.utf8();
      return field(name, 0, name.length);
    }
    return field(in.buffer(), in.from(), in.to());
  }

  private static @Nullable Prefix beginning(String name, ValueDecoder decoder) {
    boolean plain = name.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
    String json = '"' + name + "\":" + decoder.tag();
    return plain ? new Prefix(json.getBytes(StandardCharsets.UTF_8)) : null;
  }

  private boolean isName(int field, byte[] bytes, int from, int to) {
    byte[] name = utf8[field];
    return Arrays.equals(name, 0, name.length, bytes, from, to);
  }

  private int field(byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to) & slots.length - 1;
    while (slots[slot] != 0) {
      if (isName(slots[slot] - 1, bytes, from, to)) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return -1;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
