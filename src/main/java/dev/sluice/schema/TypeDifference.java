package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
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
 * A place where two columns of one name have different DynamoDB types.
 *
 * @param path the column, and the fields that lead to the place, with dots; {@code []} stands for elements and values
 * @param nested whether it lies in a column
 * @param type the Spark type that is there
 * @param becomes the DynamoDB type that it has
 * @param known the other column's
 */
public record TypeDifference(
    String path, boolean nested, DataType type, String becomes, String known) {

  /** All of them. Places that one of the columns has not, or of which nothing is known, differ from nothing. */
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

  /** What to do where the other type is the right one. */
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
      String mark,
      StatedType other,
      List<TypeDifference> found) {
    String known = StatedType.head(other.mark());
    String head = StatedType.head(mark);
    if (type instanceof NullType || known.isEmpty() || known.equals("NULL")) {
      return;
    }
    if (!head.equals(known)) {
      found.add(new TypeDifference(path, nested, type, head, known));
    } else if (type instanceof ArrayType array && head.equals("L")) {
      collect(
          path + "[]", true, array.elementType(), ColumnMetadata.inner(mark), other.inner(), found);
    } else if (type instanceof MapType map) {
      collect(path + "[]", true, map.valueType(), ColumnMetadata.inner(mark), other.inner(), found);
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
