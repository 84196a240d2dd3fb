package dev.sluice.decode;

import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The named members of an item or a map, each with its decoder, found by the bytes of their names. A member without a
 * decoder overflows.
 */
final class Fields {
  /** Stands for the position of a description whose name an attribute has. */
  private static final int ATTRIBUTE = -1;

  private final String[] names;
  private final byte[][] utf8;
  /** The usual beginnings of members, names and type tags; null if JSON would escape a character of the name. */
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
  /** The names of the members without a decoder. */
  private final MapNames others = new MapNames();

  private final DescribingNames describing;
  /** Where the values begin of the members without a decoder that describe the item. */
  private final Map<UTF8String, Integer> descriptions = new LinkedHashMap<>();

  /**
   * Creates the fields.
   *
   * @param required the indexes of the fields that are NOT NULL
   * @param describing the names of fields that no attribute fills
   */
  Fields(
      List<String> names, List<ValueDecoder> decoders, int[] required, DescribingNames describing) {
    this.required = required;
    this.describing = describing;
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
    reads++;
    if (in.open('{')) {
      readMembers(in, overflow, index, reads);
      if (!descriptions.isEmpty()) {
        addDescriptions(in, overflow);
      }
    }
    for (int field = 0; field < readIn.length; field++) {
      if (readIn[field] != reads) {
        decoders[field].values.putNull(index);
      }
    }
    for (int field : required) {
      if (decoders[field].values.isNullAt(index)) {
        overflow.enter(names[field]);
        overflow.addMissing();
        overflow.leave();
      }
    }
  }

  private void readMembers(DynamoJsonReader in, Overflow overflow, int index, long read) {
    others.clear();
    descriptions.clear();
    int before = names.length;
    do {
      int field = next[before];
      boolean isUsual = isUsual(in, field);
      if (!isUsual) {
        field = field(in);
        next[before] = field < 0 ? next[before] : field;
      }
      if (field < 0) {
        other(in, overflow);
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

  /** Adds a member without a decoder to the overflow, or takes a note of it if it describes the item. */
  private void other(DynamoJsonReader in, Overflow overflow) {
    UTF8String name = StringDecoding.utf8(in);
    int start = in.position();
    if (describing.describe(in)) {
      descriptions.putIfAbsent(name, start);
      ItemCheck.value(in);
      return;
    }
    if (describing.include(in)) {
      descriptions.put(name, ATTRIBUTE);
    }
    others.add(name, start);
    overflow.enter(name);
    ItemCheck.value(in);
    overflow.addUnnamed(in, start);
    overflow.leave();
  }

  /** Adds what describes the item and has no column to the overflow, unless an attribute has its name, and its place. */
  private void addDescriptions(DynamoJsonReader in, Overflow overflow) {
    int end = in.position();
    descriptions.forEach((name, start) -> {
      if (start != ATTRIBUTE) {
        in.rewind(start);
        in.skip();
        overflow.enter(name);
        overflow.addUnnamed(in, start);
        overflow.leave();
      }
    });
    in.rewind(end);
  }

  /** Reads the next name. Returns the index of its field, or −1 if there is none; then the name is the current string. */
  private int field(DynamoJsonReader in) {
    in.name();
    if (in.escaped()) {
      byte[] name = in.utf8();
      int field = field(name, 0, name.length);
      return describing.include(in) ? -1 : field;
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
