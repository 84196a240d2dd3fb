package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.lit;

import dev.sluice.sql.SqlNames;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows of an Iceberg table with type tags on columns and fields, which Iceberg does not keep. */
final class TaggedRows {
  private TaggedRows() {}

  /**
   * Returns rows in these columns. Those that the rows do not have are null.
   *
   * @param columns with the types that they have in the table, and type tags
   */
  static Dataset<Row> of(Dataset<Row> rows, StructType columns) {
    List<String> names = Arrays.asList(rows.columns());
    return rows.select(Arrays.stream(columns.fields())
        .map(field -> (names.contains(field.name())
                ? tagged(field)
                : lit(null).cast(field.dataType()))
            .as(field.name(), field.metadata()))
        .toArray(Column[]::new));
  }

  /** Only a cast gives tags to fields within a column. */
  private static Column tagged(StructField field) {
    Column column = SqlNames.column(field.name());
    return hasFields(field.dataType()) ? column.cast(field.dataType()) : column;
  }

  private static boolean hasFields(DataType type) {
    return type instanceof StructType
        || (type instanceof ArrayType array && hasFields(array.elementType()))
        || (type instanceof MapType map && hasFields(map.valueType()));
  }
}
