package dev.sluice.dataset;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.JsonPointer;
import dev.sluice.schema.SeenTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Every place of a schema, nested ones too, with its type in words; what is inside has places of its own. */
final class SchemaPaths {
  private final Map<String, String> types = new LinkedHashMap<>();
  private final List<String> path = new ArrayList<>();

  private SchemaPaths() {}

  /** JSON Pointer → type; the overflow apart. */
  static Map<String, String> of(StructType schema) {
    SchemaPaths places = new SchemaPaths();
    places.fields(schema);
    places.types.remove("/" + ColumnMetadata.OVERFLOW);
    // as snapshots had it before, a map
    places.types.remove("/" + ColumnMetadata.OVERFLOW + "/" + SeenTypes.ANY);
    return places.types;
  }

  /** Whether a place is what it was, so that changes inside of it are worth telling one by one. */
  static boolean sameKind(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }

  private void fields(StructType struct) {
    for (StructField field : struct.fields()) {
      value(field.name(), field.dataType(), ColumnMetadata.type(field.metadata()));
    }
  }

  private void value(String name, DataType type, String mark) {
    path.add(name);
    types.put(JsonPointer.of(path), words(type, mark));
    if (type instanceof StructType struct) {
      fields(struct);
    } else if (type instanceof ArrayType array && mark.startsWith("L")) {
      value(SeenTypes.ANY, array.elementType(), ColumnMetadata.inner(mark));
    } else if (type instanceof MapType map) {
      value(SeenTypes.ANY, map.valueType(), ColumnMetadata.inner(mark));
    }
    path.remove(path.size() - 1);
  }

  private static String words(DataType type, String mark) {
    if (type instanceof StructType) {
      return "struct";
    }
    if (type instanceof MapType) {
      return "map";
    }
    if (type instanceof ArrayType array) {
      return mark.startsWith("L") ? "list" : "set of " + array.elementType().catalogString();
    }
    return mark.equals("N") && type.catalogString().equals("string")
        ? "number as string"
        : type.catalogString();
  }
}
