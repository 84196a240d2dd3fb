package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Decoders of lists, sets and maps. */
final class ContainerDecoders {
  private ContainerDecoders() {}

  /** Decodes an element, or a value of a map. */
  private static @Nullable Object inner(
      ValueDecoder decoder, boolean nullable, DynamoJsonReader in, Overflow overflow) {
    Object value = decoder.decode(in, overflow);
    if (value == null && !nullable) {
      overflow.addMissing();
    }
    return value;
  }

  /** L as array. An element that does not fit is null in the array, and overflows alone. */
  static final class ListDecoder extends ValueDecoder {
    private final ValueDecoder element;
    private final boolean containsNull;

    ListDecoder(ValueDecoder element, boolean containsNull) {
      super(AttributeType.L);
      this.element = element;
      this.containsNull = containsNull;
    }

    @Override
    Object read(DynamoJsonReader in, Overflow overflow) {
      List<@Nullable Object> values = new ArrayList<>();
      if (in.open('[')) {
        do {
          overflow.enter(values.size());
          values.add(inner(element, containsNull, in, overflow));
          overflow.leave();
        } while (in.more(']'));
      }
      return new GenericArrayData(values.toArray());
    }
  }

  /** SS, NS or BS as array. Elements of a set have no pointers, so it fits or overflows as a whole. */
  static final class SetDecoder extends ValueDecoder {
    private final Function<DynamoJsonReader, @Nullable Object> element;

    SetDecoder(AttributeType type, Function<DynamoJsonReader, @Nullable Object> element) {
      super(type);
      this.element = element;
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      List<Object> values = new ArrayList<>();
      if (in.open('[')) {
        do {
          Object value = element.apply(in);
          if (value == null) {
            return null;
          }
          values.add(value);
        } while (in.more(']'));
      }
      return new GenericArrayData(values.toArray());
    }
  }

  /** M as map: its keys are data. */
  static final class MapDecoder extends ValueDecoder {
    private final ValueDecoder value;
    private final boolean containsNull;

    MapDecoder(ValueDecoder value, boolean containsNull) {
      super(AttributeType.M);
      this.value = value;
      this.containsNull = containsNull;
    }

    @Override
    Object read(DynamoJsonReader in, Overflow overflow) {
      List<UTF8String> keys = new ArrayList<>();
      List<@Nullable Object> values = new ArrayList<>();
      if (in.open('{')) {
        MapNames names = new MapNames();
        do {
          in.name();
          UTF8String key = StringDecoding.utf8(in);
          names.add(key, in.position());
          keys.add(key);
          overflow.enter(key);
          values.add(inner(value, containsNull, in, overflow));
          overflow.leave();
        } while (in.more('}'));
      }
      return ArrayBasedMapData.apply(keys.toArray(), values.toArray());
    }
  }

  /** M as struct: its keys are names. */
  static final class StructDecoder extends ValueDecoder {
    private final Fields fields;

    StructDecoder(Fields fields) {
      super(AttributeType.M);
      this.fields = fields;
    }

    @Override
    Object read(DynamoJsonReader in, Overflow overflow) {
      Object[] values = new Object[fields.size()];
      fields.read(in, overflow, values);
      return new GenericInternalRow(values);
    }
  }
}
