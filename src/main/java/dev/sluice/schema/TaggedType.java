package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column's Spark type, and the type tag of the DynamoDB type that it holds.
 *
 * @param tag a tag as in {@link ColumnMetadata}; empty if DynamoDB has no such type
 */
record TaggedType(DataType type, String tag) {
  static final TaggedType TEXT = new TaggedType(DataTypes.StringType, "S");

  /** Returns the type of a column with its tag. */
  static TaggedType of(StructField column) {
    return new TaggedType(column.dataType(), ColumnMetadata.type(column.metadata()));
  }

  /** Returns the type of a set. */
  static TaggedType set(DataType element, String tag) {
    return new TaggedType(DataTypes.createArrayType(element, false), tag);
  }

  /** Returns the type of a list. */
  static TaggedType list(TaggedType element, boolean containsNull) {
    return new TaggedType(
        DataTypes.createArrayType(element.type, containsNull), "L<" + element.tag + ">");
  }

  /** Returns the type of a map. */
  static TaggedType map(DataType key, TaggedType value, boolean containsNull) {
    return new TaggedType(
        DataTypes.createMapType(key, value.type, containsNull), "M<" + value.tag + ">");
  }

  /** Returns the type of a struct, whose fields have their tags. */
  static TaggedType struct(StructType fields) {
    return new TaggedType(fields, "M");
  }

  /** Returns a column of this type. */
  StructField column(String name, boolean nullable) {
    return new StructField(name, type, nullable, ColumnMetadata.of(tag));
  }
}
