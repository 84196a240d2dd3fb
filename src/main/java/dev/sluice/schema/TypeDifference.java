package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.TypeTag;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A path at which two columns of one name have different DynamoDB types.
 *
 * @param path the names of the column and the fields, separated by dots; {@code []} stands for elements and values
 * @param nested whether it is inside a column
 * @param type the column's Spark type
 * @param becomes its DynamoDB type
 * @param known the other column's DynamoDB type
 */
public record TypeDifference(
    String path, boolean nested, DataType type, String becomes, String known) {

  /** Returns all differences. Ignores paths that only one column has, and paths with an unknown type. */
  public static List<TypeDifference> between(StructField column, StructField other) {
    List<TypeDifference> found = new ArrayList<>();
    collect(
        column.name(),
        false,
        column.dataType(),
        ColumnMetadata.type(column.metadata()),
        StatedType.of(other, "", false),
        found);
    return found;
  }

  /** Returns what to do if the other type is right. */
  public String remedy() {
    if (!StatedType.holds(type, known)) {
      return "Cast it.";
    }
    String stated = nested
        ? "the whole column with COMMENTs"
        : SqlNames.identifier(path) + " " + type.sql() + " COMMENT " + SqlNames.literal(known);
    return "State its type: .option(\"ddl\", \"" + stated + "\").";
  }

  private static void collect(
      String path,
      boolean nested,
      DataType type,
      String tag,
      StatedType other,
      List<TypeDifference> found) {
    String known = TypeTag.outer(other.tag());
    String outer = TypeTag.outer(tag);
    if (type instanceof NullType || known.isEmpty() || known.equals("NULL")) {
      return;
    }
    if (!outer.equals(known)) {
      found.add(new TypeDifference(path, nested, type, outer, known));
    } else if (type instanceof ArrayType array && outer.equals("L")) {
      collect(path + "[]", true, array.elementType(), TypeTag.inner(tag), other.inner(), found);
    } else if (type instanceof MapType map) {
      collect(path + "[]", true, map.valueType(), TypeTag.inner(tag), other.inner(), found);
    } else if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        collect(
            path + "." + field.name(),
            true,
            field.dataType(),
            ColumnMetadata.type(field.metadata()),
            other.member(field.name()),
            found);
      }
    }
  }
}
