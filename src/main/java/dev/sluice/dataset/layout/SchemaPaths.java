package dev.sluice.dataset.layout;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.OverflowColumn;
import dev.sluice.item.TypeTag;
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

/** The JSON Pointers of all columns of a schema, including nested ones, each with a description of its type. */
final class SchemaPaths {
  private final Map<String, String> types = new LinkedHashMap<>();
  private final List<String> path = new ArrayList<>();

  private SchemaPaths() {}

  /** Returns JSON Pointer → type, without the overflow column. */
  static Map<String, String> of(StructType schema) {
    SchemaPaths paths = new SchemaPaths();
    paths.fields(schema);
    paths.types.remove("/" + OverflowColumn.NAME);
    // a map in snapshots of earlier releases
    paths.types.remove("/" + OverflowColumn.NAME + "/" + SeenTypes.ANY);
    return paths.types;
  }

  /** Returns whether a column has kept its type, so that changes below it are reported one by one. */
  static boolean sameType(@Nullable String one, @Nullable String other) {
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
      value(SeenTypes.ANY, array.elementType(), TypeTag.inner(mark));
    } else if (type instanceof MapType map) {
      value(SeenTypes.ANY, map.valueType(), TypeTag.inner(mark));
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
