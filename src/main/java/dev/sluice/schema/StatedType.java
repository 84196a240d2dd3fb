package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of the DynamoDB type of a column or of what lies in it.
 *
 * @param mark the DynamoDB type, as {@link ColumnMetadata} writes it; empty: nothing is said of this level
 * @param type its Spark type, which tells of the levels below; null: nothing is said of them but by the mark
 * @param by who says it, for messages
 * @param binding whether a column that cannot be of the type is refused; otherwise it has its natural type
 */
record StatedType(String mark, @Nullable DataType type, String by, boolean binding) {
  private static final String WORDS = "S|N|B|BOOL|NULL|SS|NS|BS|L|M|L<.+>|M<.+>";

  /**
   * What a column itself says: its mark, else its COMMENT where that is a DynamoDB type, and not a sentence about it.
   *
   * @param by who has the column
   */
  static StatedType of(StructField column, String by, boolean binding) {
    return new StatedType(wish(column), column.dataType(), by, binding);
  }

  /** What a column of a DDL says: its COMMENT, or a Spark type that only one DynamoDB type becomes. */
  static StatedType declared(StructField column) {
    String wish = wish(column);
    return new StatedType(
        wish.isEmpty() ? onlyMark(column.dataType()) : wish, column.dataType(), "ddl", true);
  }

  /** What it says of a list's elements, or of a map's values. */
  StatedType inner() {
    DataType inner = type instanceof ArrayType array
        ? array.elementType()
        : type instanceof MapType map ? map.valueType() : null;
    String stated = ColumnMetadata.inner(mark);
    return new StatedType(
        stated.isEmpty() && by.equals("ddl") ? onlyMark(inner) : stated, inner, by, binding);
  }

  /** What it says of a map's member or a struct's field. */
  StatedType member(String name) {
    if (!(type instanceof StructType struct)) {
      return inner();
    }
    for (StructField field : struct.fields()) {
      if (field.name().equals(name)) {
        return by.equals("ddl") ? declared(field) : of(field, by, binding);
      }
    }
    return new StatedType("", null, by, binding);
  }

  private static String wish(StructField column) {
    String mark = ColumnMetadata.type(column.metadata());
    String comment = column.getComment().isDefined() ? column.getComment().get().strip() : "";
    return mark.isEmpty() && comment.matches(WORDS) ? comment : mark;
  }

  private static String onlyMark(@Nullable DataType type) {
    if (type instanceof NumericType) {
      return "N";
    }
    if (type instanceof BooleanType) {
      return "BOOL";
    }
    return type instanceof BinaryType ? "B" : "";
  }

  /** Whether a column can be of this type. Text becomes numbers only where it is said to, or is text there too. */
  boolean suits(DataType column) {
    return holds(column, mark) && (binding || isText(column) == isText(type));
  }

  private static boolean isText(@Nullable DataType type) {
    return type instanceof StringType
        || (type instanceof ArrayType array && array.elementType() instanceof StringType);
  }

  /** The type's first word: {@code L} of {@code L<SS>}. */
  static String head(String mark) {
    int open = mark.indexOf('<');
    return open < 0 ? mark : mark.substring(0, open);
  }

  /** Whether values of a Spark type can be of a DynamoDB type; what lies in them is not looked at. */
  static boolean holds(DataType type, String mark) {
    String head = head(mark);
    if (type instanceof ArrayType array) {
      return switch (head) {
        case "L" -> true;
        case "SS" -> array.elementType() instanceof StringType;
        case "BS" -> array.elementType() instanceof BinaryType;
        case "NS" ->
          array.elementType() instanceof StringType || array.elementType() instanceof NumericType;
        default -> false;
      };
    }
    return head.equals(natural(type)) || (head.equals("N") && type instanceof StringType);
  }

  /** The DynamoDB type that a Spark type becomes where nothing is said; empty where DynamoDB has none. */
  static String natural(DataType type) {
    if (type instanceof StringType) {
      return "S";
    }
    return switch (type.typeName()) {
      case "date", "timestamp", "timestamp_ntz" -> "S";
      case "void" -> "NULL";
      case "array" -> "L";
      case "map", "struct" -> "M";
      default -> onlyMark(type);
    };
  }
}
