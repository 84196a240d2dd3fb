package dev.sluice.source;

import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Selects the columns and fields of a table that Spark requires. Spark names them in a schema of its own. In Spark 3.5,
 * fields within lists lose their metadata there, and thus their DynamoDB types, so only the names of that schema are
 * used.
 */
final class PrunedColumns {
  private PrunedColumns() {}

  /**
   * Returns the table's own fields with these names.
   *
   * @param required the schema that Spark requires; names that the table does not have, such as metadata columns, stay
   *     unchanged
   */
  static StructType of(StructType table, StructType required) {
    return new StructType(Arrays.stream(required.fields())
        .map(field ->
            contains(table, field.name()) ? field(table.apply(field.name()), field) : field)
        .toArray(StructField[]::new));
  }

  private static boolean contains(StructType table, String name) {
    return table.getFieldIndex(name).isDefined();
  }

  private static StructField field(StructField own, StructField required) {
    return new StructField(
        own.name(), type(own.dataType(), required.dataType()), own.nullable(), own.metadata());
  }

  private static DataType type(DataType own, DataType required) {
    if (own instanceof StructType struct && required instanceof StructType wanted) {
      return of(struct, wanted);
    }
    if (own instanceof ArrayType list && required instanceof ArrayType wanted) {
      return new ArrayType(type(list.elementType(), wanted.elementType()), list.containsNull());
    }
    if (own instanceof MapType map && required instanceof MapType wanted) {
      return new MapType(
          map.keyType(), type(map.valueType(), wanted.valueType()), map.valueContainsNull());
    }
    return own;
  }
}
