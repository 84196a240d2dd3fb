package dev.sluice.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.item.OverflowColumn;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The columns that keep their types, and the values that they cannot hold. */
final class TypedColumns {
  private final StructType schema;

  TypedColumns(StructType schema) {
    this.schema = schema;
  }

  /** Returns the column of the value at these names; a column of nulls if no column has it. */
  Column value(List<String> names) {
    return Located.of(schema, names).map(Located::column).orElseGet(() -> lit(null)
        .cast(DataTypes.StringType));
  }

  /**
   * Returns the first value at or below a path that its column does not hold, as DynamoDB JSON. Every column holds
   * NULL.
   */
  Column misfit(List<String> names) {
    if (!schema.getFieldIndex(OverflowColumn.NAME).isDefined()) {
      return lit(null).cast(DataTypes.StringType);
    }
    return Misfit.column(names);
  }

  /** Returns the misfits of features as an array. */
  Column misfits(List<Feature> features) {
    Column none = array().cast(DataTypes.createArrayType(DataTypes.StringType));
    return features.isEmpty()
        ? none
        : array(features.stream().map(f -> misfit(f.names())).toArray(Column[]::new));
  }

  /** Converts a label's text to the labels' type. Text stays text. */
  static Column label(DataType type) {
    boolean other = type instanceof NumericType || type instanceof BooleanType;
    return expr("try_cast(labelText as " + (other ? type.sql() : "string") + ")");
  }
}
