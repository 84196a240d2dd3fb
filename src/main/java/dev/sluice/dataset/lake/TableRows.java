package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows in the columns of an Iceberg table. */
final class TableRows {
  private TableRows() {}

  /**
   * Returns rows with the columns of a table, in its order. Those that only the table has, because somebody else has added
   * them, are null.
   *
   * @param more further columns to keep
   */
  static Dataset<Row> of(Dataset<Row> rows, StructType table, String... more) {
    List<String> names = Arrays.asList(rows.columns());
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.fields()) {
      columns.add(
          names.contains(field.name())
              ? SqlNames.column(field.name())
              : lit(null).cast(field.dataType()).as(field.name()));
    }
    Arrays.stream(more).forEach(name -> columns.add(col(SqlNames.identifier(name))));
    return rows.select(columns.toArray(Column[]::new));
  }
}
