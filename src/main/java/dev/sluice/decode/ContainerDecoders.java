package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Decoders of lists, sets and maps. Elements are appended to the vector of all elements. Those of a container that
 * overflows as a whole remain there, and nothing refers to them.
 */
final class ContainerDecoders {
  private ContainerDecoders() {}

  /** Decodes an element, or a value of a map. */
  private static void inner(
      ValueDecoder decoder, boolean nullable, DynamoJsonReader in, Overflow overflow, int index) {
    decoder.values.putNull(index);
    decoder.decode(in, overflow, index);
    if (!nullable && decoder.values.isNullAt(index)) {
      overflow.addMissing();
    }
  }

  /** L as array. An element that does not fit is null in the array, and overflows alone. */
  static final class ListDecoder extends ValueDecoder {
    private final ValueDecoder element;
    private final boolean containsNull;

    ListDecoder(ItemVector values, ValueDecoder element, boolean containsNull) {
      super(AttributeType.L, values);
      this.element = element;
      this.containsNull = containsNull;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      int first = element.values.size();
      int count = 0;
      if (in.open('[')) {
        do {
          overflow.enter(count);
          inner(element, containsNull, in, overflow, first + count);
          overflow.leave();
          count++;
        } while (in.more(']'));
      }
      values.put(index, BatchBytes.slice(first, count));
      return true;
    }
  }

  /** SS, NS or BS as array. Elements of a set have no pointers, so it fits or overflows as a whole. */
  static final class SetDecoder extends ValueDecoder {
    private final ValueDecoder element;

    SetDecoder(AttributeType type, ItemVector values, ValueDecoder element) {
      super(type, values);
      this.element = element;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      int first = element.values.size();
      int count = 0;
      if (in.open('[')) {
        do {
          element.values.putNull(first + count);
          if (!element.read(in, overflow, first + count)) {
            return false;
          }
          count++;
        } while (in.more(']'));
      }
      values.put(index, BatchBytes.slice(first, count));
      return true;
    }
  }

  /** M as map: its keys are data. */
  static final class MapDecoder extends ValueDecoder {
    private final ItemVector keys;
    private final ValueDecoder value;
    private final boolean containsNull;

    MapDecoder(ItemVector values, ValueDecoder value, boolean containsNull) {
      super(AttributeType.M, values);
      this.keys = values.child(0);
      this.value = value;
      this.containsNull = containsNull;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      int first = keys.size();
      int count = 0;
      if (in.open('{')) {
        MapNames names = new MapNames();
        do {
          in.name();
          UTF8String key = StringDecoding.utf8(in);
          names.add(key, in.position());
          keys.putNull(first + count);
          keys.putText(first + count, in);
          overflow.enter(key);
          inner(value, containsNull, in, overflow, first + count);
          overflow.leave();
          count++;
        } while (in.more('}'));
      }
      values.put(index, BatchBytes.slice(first, count));
      return true;
    }
  }

  /** M as struct: its keys are names. */
  static final class StructDecoder extends ValueDecoder {
    private final Fields fields;

    StructDecoder(ItemVector values, Fields fields) {
      super(AttributeType.M, values);
      this.fields = fields;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      fields.read(in, overflow, index);
      values.put(index, 0L);
      return true;
    }
  }
}
