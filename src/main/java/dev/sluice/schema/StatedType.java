package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.EpochUnit;
import dev.sluice.item.TypeTag;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The DynamoDB type that a source states for a column, or for values inside it.
 *
 * @param tag the type tag; empty: not stated on this level
 * @param type the Spark type, which states the levels below; null: only the tag states them
 * @param by the source, for messages
 * @param binding whether a column that cannot have the type is refused; otherwise it gets its natural type
 */
record StatedType(String tag, @Nullable DataType type, String by, boolean binding) {
  private static final String TAG =
      "S|N|B|BOOL|NULL|SS|NS|BS|L|M|L<.+>|M<.+>|(?:N:)?epoch-(?:seconds|millis|micros)";

  /**
   * Returns the type that a column itself states: its tag, else its COMMENT if that is a type tag and not a sentence.
   *
   * @param by the source of the column
   */
  static StatedType of(StructField column, String by, boolean binding) {
    return new StatedType(wanted(column), column.dataType(), by, binding);
  }

  /** Returns the type that a column in a DDL states: its COMMENT, or the only DynamoDB type of its Spark type. */
  static StatedType declared(StructField column) {
    String wanted = wanted(column);
    return new StatedType(
        wanted.isEmpty() ? onlyTag(column.dataType()) : wanted, column.dataType(), "ddl", true);
  }

  /** Returns the type stated for a list's elements or a map's values. */
  StatedType inner() {
    DataType inner = type instanceof ArrayType array
        ? array.elementType()
        : type instanceof MapType map ? map.valueType() : null;
    String stated = TypeTag.inner(tag);
    return new StatedType(
        stated.isEmpty() && by.equals("ddl") ? onlyTag(inner) : stated, inner, by, binding);
  }

  /** Returns the type stated for a map's member or a struct's field. */
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

  private static String wanted(StructField column) {
    String tag = ColumnMetadata.type(column.metadata());
    String comment = column.getComment().isDefined() ? column.getComment().get().strip() : "";
    return tag.isEmpty() && isTag(comment) ? comment : tag;
  }

  /** Returns whether a COMMENT is a type tag, and not a sentence. */
  static boolean isTag(String comment) {
    return comment.matches(TAG);
  }

  private static String onlyTag(@Nullable DataType type) {
    if (type instanceof NumericType) {
      return "N";
    }
    if (type instanceof BooleanType) {
      return "BOOL";
    }
    return type instanceof BinaryType ? "B" : "";
  }

  /**
   * Returns whether a column can have this type. A text column can hold numbers only if this type is binding, or was
   * itself stated for text.
   */
  boolean suits(DataType column) {
    return holds(column, tag) && (binding || isText(column) == isText(type));
  }

  private static boolean isText(@Nullable DataType type) {
    return type instanceof StringType
        || (type instanceof ArrayType array && array.elementType() instanceof StringType);
  }

  /** Returns whether values of a Spark type can have a DynamoDB type. Does not check the values inside them. */
  static boolean holds(DataType type, String tag) {
    String outer = TypeTag.outer(tag);
    if (type instanceof ArrayType array) {
      return switch (outer) {
        case "L" -> true;
        case "SS" -> array.elementType() instanceof StringType;
        case "BS" -> array.elementType() instanceof BinaryType;
        case "NS" ->
          array.elementType() instanceof StringType || array.elementType() instanceof NumericType;
        default -> false;
      };
    }
    if (EpochUnit.of(tag).isPresent()) {
      return type instanceof TimestampType;
    }
    return outer.equals(natural(type)) || (outer.equals("N") && type instanceof StringType);
  }

  /** Returns the DynamoDB type of a Spark type for which none is stated; empty if DynamoDB has none. */
  static String natural(DataType type) {
    if (type instanceof StringType) {
      return "S";
    }
    return switch (type.typeName()) {
      case "date", "timestamp", "timestamp_ntz" -> "S";
      case "void" -> "NULL";
      case "array" -> "L";
      case "map", "struct" -> "M";
      default -> onlyTag(type);
    };
  }
}
