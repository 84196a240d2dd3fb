package dev.sluice.decode;

import dev.sluice.item.OverflowColumn;
import dev.sluice.item.TypeTag;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The metadata of Spark columns: an attribute's {@linkplain TypeTag type tag}, or the origin of a column. */
public final class ColumnMetadata {
  /** The tag of a column that holds the undecoded item as DynamoDB JSON in UTF-8. */
  private static final String ITEM = "item";

  /** The start of the tag of a column derived from an attribute; the attribute's name follows. */
  private static final String DERIVED = "derived:";

  private ColumnMetadata() {}

  /** Returns the overflow column. */
  public static StructField overflow() {
    return new StructField(OverflowColumn.NAME, DataTypes.StringType, true, Metadata.empty());
  }

  /** Returns whether a column is the overflow column of an older snapshot: a map, JSON Pointer → DynamoDB JSON. */
  public static boolean isOverflowMap(StructField field) {
    return field.name().equals(OverflowColumn.NAME)
        && field
            .dataType()
            .sameType(DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));
  }

  /** Returns the metadata of a column with a type tag. */
  public static Metadata of(String type) {
    return new MetadataBuilder().putString(TypeTag.KEY, type).build();
  }

  /** Returns the schema with an additional last column for the item itself, under a free name. */
  public static StructType withItem(StructType schema) {
    String name = "_item";
    while (Arrays.stream(schema.fieldNames()).anyMatch(name::equalsIgnoreCase)) {
      name = "_" + name;
    }
    return schema.add(new StructField(name, DataTypes.BinaryType, true, of(ITEM)));
  }

  /** Returns the metadata of a column derived from an attribute. */
  public static Metadata derivedFrom(String attribute) {
    return of(DERIVED + attribute);
  }

  /** Returns the attribute from which a column is derived; empty if the column is an attribute itself. */
  public static Optional<String> derivedFrom(StructField field) {
    String tag = type(field.metadata());
    return tag.startsWith(DERIVED)
        ? Optional.of(tag.substring(DERIVED.length()))
        : Optional.empty();
  }

  /** Returns whether a column is an attribute: neither the overflow, nor the item itself, nor derived. */
  public static boolean isAttribute(StructField field) {
    return !field.name().equals(OverflowColumn.NAME)
        && !isItem(field)
        && derivedFrom(field).isEmpty();
  }

  /** Returns whether a column holds the item itself. */
  public static boolean isItem(StructField field) {
    return type(field.metadata()).equals(ITEM);
  }

  /** Returns a column's type tag; empty if it has none. */
  public static String type(Metadata metadata) {
    return metadata.contains(TypeTag.KEY) ? metadata.getString(TypeTag.KEY) : "";
  }
}
