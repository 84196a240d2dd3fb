package dev.sluice.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.item.AttributeType;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.NumberGrammar;
import dev.sluice.item.TypeTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Converts values of columns to DynamoDB JSON. */
final class DynamoJsonColumn {
  private DynamoJsonColumn() {}

  /**
   * Returns a value, tagged with its type.
   *
   * @param value the value as Spark's rows hold it
   * @param mark the mark of its column
   */
  static ObjectNode of(Object value, DataType type, String mark) {
    if (type instanceof StringType) {
      return scalar(mark.equals("N") ? "N" : "S", value);
    } else if (type instanceof BooleanType) {
      ObjectNode flag = JsonNodeFactory.instance.objectNode();
      return flag.put("BOOL", (Boolean) value);
    } else if (type instanceof BinaryType) {
      return scalar("B", Base64.getEncoder().encodeToString((byte[]) value));
    } else if (type instanceof ArrayType array) {
      return AttributeType.isSet(mark) ? set(value, array, mark) : list(value, array, mark);
    } else if (type instanceof StructType struct) {
      return map(struct((Row) value, struct));
    } else if (type instanceof MapType map) {
      return map(map(value, map, TypeTag.inner(mark)));
    }
    return scalar("N", value);
  }

  /**
   * Inserts a value into another one, at the names or indexes of a JSON Pointer.
   *
   * @param path without the slash before the first name; missing parents are created as maps
   */
  static void put(ObjectNode whole, String path, JsonNode value) {
    String[] names = path.split("/", -1);
    ObjectNode at = whole;
    for (int i = 0; i < names.length; i++) {
      String name = JsonPointer.unescape(names[i]);
      boolean last = i == names.length - 1;
      if (at.get("L") instanceof ArrayNode list) {
        int index = Integer.parseInt(name);
        if (last) {
          list.set(index, value);
        } else {
          at = (ObjectNode) list.get(index);
        }
      } else if (last) {
        member(at, "M").set(name, value);
      } else {
        at = member(member(at, "M"), name);
      }
    }
  }

  private static ObjectNode member(ObjectNode node, String name) {
    return node.get(name) instanceof ObjectNode there ? there : node.putObject(name);
  }

  private static ObjectNode scalar(String type, Object value) {
    String text = value.toString();
    return JsonNodeFactory.instance
        .objectNode()
        .put(type, type.equals("N") ? NumberGrammar.canonical(text) : text);
  }

  private static ObjectNode set(Object value, ArrayType array, String mark) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    ArrayNode elements = set.putArray(mark);
    String one = mark.substring(0, 1);
    elements(value)
        .forEach(element -> elements.add(of(element, array.elementType(), one).get(one)));
    return set;
  }

  private static ObjectNode list(Object value, ArrayType array, String mark) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode elements = list.putArray("L");
    elements(value)
        .forEach(
            element -> elements.add(orNull(element, array.elementType(), TypeTag.inner(mark))));
    return list;
  }

  private static ObjectNode map(ObjectNode members) {
    return JsonNodeFactory.instance.objectNode().set("M", members);
  }

  /** Converts a struct; a null field is an omitted attribute. */
  private static ObjectNode struct(Row row, StructType struct) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < struct.size(); i++) {
      StructField field = struct.apply(i);
      if (!row.isNullAt(i)) {
        members.set(field.name(), of(row.get(i), field.dataType(), Attribute.mark(field)));
      }
    }
    return members;
  }

  private static ObjectNode map(Object value, MapType map, String mark) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    Map<String, @Nullable Object> entries = RowFactory.create(value).getJavaMap(0);
    entries.forEach((name, member) -> members.set(name, orNull(member, map.valueType(), mark)));
    return members;
  }

  /** Converts a null within a list, or under a map's key, to NULL. */
  private static ObjectNode orNull(@Nullable Object value, DataType type, String mark) {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    return value == null ? none.put("NULL", true) : of(value, type, mark);
  }

  private static List<@Nullable Object> elements(Object value) {
    return value instanceof Object[] array
        ? new ArrayList<>(Arrays.asList(array))
        : RowFactory.create(value).getList(0);
  }
}
