package dev.sluice.schema;

import dev.sluice.item.OverflowColumn;
import dev.sluice.table.TableDescription;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The items that a schema given by a user admits, and what becomes of others.
 *
 * <p>Under DROPMALFORMED the rows are the items that fit the whole schema, whatever a query asks for. Under PERMISSIVE
 * every item is a row; the corrupt column is of the whole schema, too. Under FAILFAST a query checks the columns that it
 * uses, and all that are NOT NULL, because Spark's optimizer relies on them.
 *
 * @param stated the columns, with type tags and NOT NULL
 * @param corruptColumn the column that holds the items that do not fit; null: none
 */
public record Conformance(
    StructType stated, ParseMode mode, @Nullable String corruptColumn) implements Serializable {
  /** Returns whether a value that fits no other column is in the overflow column. */
  public boolean hasOverflow() {
    return contains(stated, OverflowColumn.NAME);
  }

  /** Returns whether every item that can be read fits, as it does the columns of a sample. */
  boolean fitsAll() {
    return hasOverflow() && Arrays.stream(stated.fields()).allMatch(Conformance::allowsNull);
  }

  /** Returns the columns without the corrupt column, which is not an attribute. */
  public StructType attributes(StructType columns) {
    return new StructType(Arrays.stream(columns.fields())
        .filter(field -> !field.name().equals(corruptColumn))
        .toArray(StructField[]::new));
  }

  /** Returns whether these columns may hold any attribute, in the corrupt column. Only PERMISSIVE fills it. */
  public boolean hasCorrupt(StructType columns) {
    return mode == ParseMode.PERMISSIVE
        && corruptColumn != null
        && contains(columns, corruptColumn);
  }

  /**
   * Returns the columns to decode for a query.
   *
   * @param wanted the columns that the query uses
   * @param readable all columns that can be read
   */
  public StructType decoded(
      StructType wanted, StructType readable, TableDescription.KeySchema keys) {
    if (mode == ParseMode.DROPMALFORMED || hasCorrupt(wanted)) {
      return union(wanted, attributes(readable).fields());
    }
    return mode == ParseMode.FAILFAST
        ? union(
            wanted,
            Arrays.stream(readable.fields())
                .filter(field -> isChecked(field, keys))
                .toArray(StructField[]::new))
        : wanted;
  }

  /** Returns whether every item is a row, whatever its values are. */
  public boolean admitsAll(TableDescription.KeySchema keys) {
    return mode == ParseMode.PERMISSIVE
        || (mode == ParseMode.FAILFAST
            && Arrays.stream(stated.fields()).noneMatch(field -> isChecked(field, keys)));
  }

  /** Returns the columns, and others with their whole types. */
  private static StructType union(StructType columns, StructField[] others) {
    Map<String, StructField> all = new LinkedHashMap<>();
    List.of(columns.fields()).forEach(field -> all.put(field.name(), field));
    List.of(others).forEach(field -> all.put(field.name(), field));
    return new StructType(all.values().toArray(StructField[]::new));
  }

  /** Returns whether the schema requires values that DynamoDB itself does not ensure. */
  private static boolean isChecked(StructField field, TableDescription.KeySchema keys) {
    return !allowsNull(field) && keys.all().stream().noneMatch(key -> isEnsured(field, key));
  }

  /** Returns whether every item has a value of a key that fits the column. A number need not. */
  private static boolean isEnsured(StructField field, TableDescription.Key key) {
    DataType type = field.dataType();
    boolean holdsAll = key.type().equals("S")
        ? type.equals(DataTypes.StringType)
        : key.type().equals("B") && type instanceof BinaryType;
    return holdsAll && key.name().equals(field.name());
  }

  private static boolean allowsNull(StructField field) {
    return field.nullable() && allowsNull(field.dataType());
  }

  private static boolean allowsNull(DataType type) {
    if (type instanceof ArrayType array) {
      return array.containsNull() && allowsNull(array.elementType());
    }
    if (type instanceof MapType map) {
      return map.valueContainsNull() && allowsNull(map.valueType());
    }
    return !(type instanceof StructType struct)
        || Arrays.stream(struct.fields()).allMatch(Conformance::allowsNull);
  }

  private static boolean contains(StructType columns, String name) {
    return Arrays.asList(columns.fieldNames()).contains(name);
  }
}
