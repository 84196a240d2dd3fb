package dev.sluice.dataset.lake;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.TypeTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of items that continue those of an Iceberg table. Iceberg adds columns and fields, and widens a decimal by its
 * digits before the point; a column keeps its type otherwise, and values that do not fit it overflow.
 */
final class WiderColumns {
  private WiderColumns() {}

  /**
   * Returns the columns of the table, wider where that is possible, and then the new ones.
   *
   * @param table the columns of the items in the table, with type tags
   * @param found the columns that the new items would have by themselves
   */
  static StructType of(StructType table, StructType found) {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : table.fields()) {
      fields.add(named(found, field.name()).map(other -> wider(field, other)).orElse(field));
    }
    fields.addAll(added(table, found));
    return LakeColumns.ofItems(new StructType(fields.toArray(StructField[]::new)));
  }

  private static Optional<StructField> named(StructType columns, String name) {
    return Arrays.stream(columns.fields()).filter(f -> f.name().equals(name)).findFirst();
  }

  /** Returns the fields whose names the table does not have, in whatever case. */
  private static List<StructField> added(StructType table, StructType found) {
    Set<String> taken = new HashSet<>();
    Arrays.stream(table.fieldNames()).forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
    return Arrays.stream(found.fields())
        .filter(field -> taken.add(field.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static StructField wider(StructField field, StructField found) {
    String tag = ColumnMetadata.type(field.metadata());
    DataType type =
        wider(field.dataType(), tag, found.dataType(), ColumnMetadata.type(found.metadata()));
    return new StructField(field.name(), type, field.nullable(), field.metadata());
  }

  private static DataType wider(DataType type, String tag, DataType found, String foundTag) {
    if (!TypeTag.outer(tag).equals(TypeTag.outer(foundTag))) {
      return type;
    }
    if (type instanceof StructType struct && found instanceof StructType other) {
      return of(struct, other);
    }
    if (type instanceof ArrayType array && found instanceof ArrayType other) {
      DataType element =
          wider(array.elementType(), elementTag(tag), other.elementType(), elementTag(foundTag));
      return DataTypes.createArrayType(element, array.containsNull());
    }
    if (type instanceof MapType map && found instanceof MapType other) {
      DataType value =
          wider(map.valueType(), TypeTag.inner(tag), other.valueType(), TypeTag.inner(foundTag));
      return DataTypes.createMapType(map.keyType(), value, map.valueContainsNull());
    }
    return type instanceof DecimalType decimal && found instanceof DecimalType other
        ? wider(decimal, other)
        : type;
  }

  /** Returns the tag of the elements of a list or a set: of a set of numbers N. */
  private static String elementTag(String tag) {
    String inner = TypeTag.inner(tag);
    return inner.isEmpty() && tag.endsWith("S") ? tag.substring(0, tag.length() - 1) : inner;
  }

  /** Iceberg keeps the scale of a decimal. */
  private static DataType wider(DecimalType decimal, DecimalType found) {
    int whole = found.precision() - found.scale();
    int precision = Math.min(DecimalType.MAX_PRECISION(), whole + decimal.scale());
    return precision > decimal.precision() ? new DecimalType(precision, decimal.scale()) : decimal;
  }
}
