package dev.sluice.dataset.lake;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Replaces the fields of the outermost structs in a type.
 *
 * @param replaced replaces a field, those within it included
 */
record NestedFields(UnaryOperator<StructField> replaced) {
  DataType of(DataType type) {
    if (type instanceof StructType struct) {
      return new StructType(
          Arrays.stream(struct.fields()).map(replaced).toArray(StructField[]::new));
    }
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(of(array.elementType()), array.containsNull());
    }
    if (type instanceof MapType map) {
      return DataTypes.createMapType(map.keyType(), of(map.valueType()), map.valueContainsNull());
    }
    return type;
  }
}
