package dev.sluice.decode;

import dev.sluice.item.OverflowColumn;
import dev.sluice.item.TypeMark;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a column's Spark type does not tell: the DynamoDB type it holds, as column metadata. {@code S}, {@code N}, {@code
 * B}, {@code BOOL}, {@code SS}, {@code NS}, {@code BS}, {@code L<…>}, {@code M} (struct) or {@code M<…>} (map).
 */
public final class ColumnMetadata {
  /** The name of the overflow column. */
  public static final String OVERFLOW = OverflowColumn.NAME;

  /** The mark of a column that holds the item itself, as DynamoDB's JSON in UTF-8: whoever reads it, decodes it. */
  public static final String ITEM = "item";

  /** Begins the mark of a column that is made of an attribute and is none itself; its name comes behind. */
  private static final String DERIVED = "derived:";

  private ColumnMetadata() {}

  /** The overflow as a column. */
  public static StructField overflow() {
    return new StructField(OVERFLOW, DataTypes.StringType, true, Metadata.empty());
  }

  /** Whether a column is the overflow as snapshots had it before: a map, JSON Pointer → DynamoDB JSON. */
  public static boolean isOverflowMap(StructField field) {
    return field.name().equals(OVERFLOW)
        && field
            .dataType()
            .sameType(DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));
  }

  public static Metadata of(String type) {
    return new MetadataBuilder().putString(TypeMark.KEY, type).build();
  }

  /** The same schema with a column for the item itself behind the others, of a name that is free. */
  public static StructType withItem(StructType schema) {
    String name = "_item";
    while (Arrays.stream(schema.fieldNames()).anyMatch(name::equalsIgnoreCase)) {
      name = "_" + name;
    }
    return schema.add(new StructField(name, DataTypes.BinaryType, true, of(ITEM)));
  }

  /** The mark of a column that is made of this attribute. */
  public static Metadata derivedFrom(String attribute) {
    return of(DERIVED + attribute);
  }

  /** The attribute that a column is made of; empty where the column is an attribute. */
  public static Optional<String> derivedFrom(StructField field) {
    String mark = type(field.metadata());
    return mark.startsWith(DERIVED)
        ? Optional.of(mark.substring(DERIVED.length()))
        : Optional.empty();
  }

  /** Whether a column holds the item itself. */
  public static boolean isItem(StructField field) {
    return type(field.metadata()).equals(ITEM);
  }

  /** The mark; empty where there is none. */
  public static String type(Metadata metadata) {
    return metadata.contains(TypeMark.KEY) ? metadata.getString(TypeMark.KEY) : "";
  }

  /** What stands between the outermost angle brackets, {@code SS} of {@code L<SS>}; empty where there are none. */
  public static String inner(String mark) {
    return TypeMark.inner(mark);
  }
}
