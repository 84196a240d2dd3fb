package dev.sluice.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.decode.ColumnMetadata;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** What stays as it is: the columns, and the values that these do not hold. */
final class TypedColumns {
  private final StructType schema;

  TypedColumns(StructType schema) {
    this.schema = schema;
  }

  /** The column of what names lead to, null where none has it. */
  Column value(List<String> names) {
    return Located.of(schema, names).map(Located::column).orElseGet(() -> lit(null)
        .cast(DataTypes.StringType));
  }

  /** The first value there or below that its column does not hold, as DynamoDB JSON; an explicit NULL is held. */
  Column misfit(List<String> names) {
    if (!schema.getFieldIndex(ColumnMetadata.OVERFLOW).isDefined()) {
      return lit(null).cast(DataTypes.StringType);
    }
    return Misfit.column(names);
  }

  /** The misfits of all. */
  Column misfits(List<Feature> features) {
    Column none = array().cast(DataTypes.createArrayType(DataTypes.StringType));
    return features.isEmpty()
        ? none
        : array(features.stream().map(f -> misfit(f.names())).toArray(Column[]::new));
  }

  /** A label's text as the type that labels have; text stays text. */
  static Column label(DataType type) {
    boolean other = type instanceof NumericType || type instanceof BooleanType;
    return expr("try_cast(labelText as " + (other ? type.sql() : "string") + ")");
  }
}
