package dev.sluice.encode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encoders of lists, maps and structs. */
final class ContainerEncoders {
  private ContainerEncoders() {}

  /** Array as L; a null element is NULL. */
  static final class ListEncoder extends ValueEncoder {
    private final ValueEncoder element;

    ListEncoder(ValueEncoder element) {
      this.element = element;
    }

    @Override
    AttributeValue read(SpecializedGetters from, int ordinal, Overlay overlay) {
      ArrayData array = from.getArray(ordinal);
      overlay.refuseBeyond(array.numElements());
      List<AttributeValue> values = new ArrayList<>(array.numElements());
      for (int i = 0; i < array.numElements(); i++) {
        try {
          values.add(element.encodeOrNull(array, i, overlay.at(i)));
        } catch (UnwritableValueException e) {
          throw e.within(Integer.toString(i));
        }
      }
      return AttributeValue.fromL(values);
    }
  }

  /** Map as M; a null value is NULL. */
  static final class MapEncoder extends ValueEncoder {
    private final ValueEncoder value;

    MapEncoder(ValueEncoder value) {
      this.value = value;
    }

    @Override
    AttributeValue read(SpecializedGetters from, int ordinal, Overlay overlay) {
      MapData map = from.getMap(ordinal);
      ArrayData keys = map.keyArray();
      ArrayData values = map.valueArray();
      Map<String, AttributeValue> members = new LinkedHashMap<>();
      for (int i = 0; i < map.numElements(); i++) {
        String key = Texts.of(keys.getUTF8String(i));
        try {
          members.put(key, value.encodeOrNull(values, i, overlay.at(key)));
        } catch (UnwritableValueException e) {
          throw e.within(key);
        }
      }
      overlay.addOthers(members.keySet(), members);
      return AttributeValue.fromM(members);
    }
  }

  /** Struct as M. */
  static final class StructEncoder extends ValueEncoder {
    private final Members fields;
    private final int size;

    /**
     * Creates the encoder.
     *
     * @param size number of the struct's fields
     */
    StructEncoder(Members fields, int size) {
      this.fields = fields;
      this.size = size;
    }

    @Override
    AttributeValue read(SpecializedGetters from, int ordinal, Overlay overlay) {
      return AttributeValue.fromM(fields.read(from.getStruct(ordinal, size), overlay));
    }
  }
}
