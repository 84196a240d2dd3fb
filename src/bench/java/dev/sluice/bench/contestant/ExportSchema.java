package dev.sluice.bench.contestant;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.TypeTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How Spark reads an export into the bench's columns: the JSON's own schema, type tags and all, and for each column the
 * SQL that takes the tags off again.
 */
final class ExportSchema {
  private ExportSchema() {}

  /** Of a line, {@code {"Item":{…}}}. */
  static StructType json(StructType columns) {
    return new StructType().add("Item", tagged(columns));
  }

  /** SQL over {@link #json}, one for each column. */
  static String[] select(StructType columns) {
    return Arrays.stream(columns.fields())
        .map(f ->
            value("Item.`" + f.name() + "`", f.dataType(), ColumnMetadata.type(f.metadata()), 0)
                + " as `" + f.name() + "`")
        .toArray(String[]::new);
  }

  private static StructType tagged(StructType columns) {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : columns.fields()) {
      fields.add(DataTypes.createStructField(
          field.name(), value(field.dataType(), ColumnMetadata.type(field.metadata())), true));
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  /** The type of {@code {"S":"…"}}. */
  private static DataType value(DataType type, String mark) {
    if (type instanceof StructType struct) {
      return new StructType().add("M", tagged(struct));
    }
    if (type instanceof MapType map) {
      DataType value = value(map.valueType(), TypeTag.inner(mark));
      return new StructType().add("M", DataTypes.createMapType(DataTypes.StringType, value));
    }
    if (type instanceof ArrayType array) {
      return mark.equals("SS")
          ? new StructType().add("SS", array)
          : new StructType()
              .add("L", DataTypes.createArrayType(value(array.elementType(), TypeTag.inner(mark))));
    }
    return type instanceof BooleanType
        ? new StructType().add("BOOL", type)
        : new StructType().add(type instanceof StringType ? "S" : "N", DataTypes.StringType);
  }

  private static String value(String path, DataType type, String mark, int depth) {
    if (type instanceof StructType struct) {
      return "if(%s.M is null, null, named_struct(%s))"
          .formatted(
              path,
              Arrays.stream(struct.fields())
                  .map(f -> "'" + f.name() + "', "
                      + value(
                          path + ".M.`" + f.name() + "`",
                          f.dataType(),
                          ColumnMetadata.type(f.metadata()),
                          depth))
                  .collect(Collectors.joining(", ")));
    }
    String inner = "v" + depth;
    if (type instanceof MapType map) {
      return "transform_values(%s.M, (k%d, %s) -> %s)"
          .formatted(
              path, depth, inner, value(inner, map.valueType(), TypeTag.inner(mark), depth + 1));
    }
    if (type instanceof ArrayType array) {
      return mark.equals("SS")
          ? path + ".SS"
          : "transform(%s.L, %s -> %s)"
              .formatted(
                  path, inner, value(inner, array.elementType(), TypeTag.inner(mark), depth + 1));
    }
    return type instanceof BooleanType
        ? path + ".BOOL"
        : type instanceof StringType ? path + ".S" : "cast(" + path + ".N as double)";
  }
}
