package dev.sluice.decode;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns for random items, one of every kind; what else the items have overflows. */
final class ItemColumns {
  private ItemColumns() {}

  static final StructType EXACT =
      columns(DataTypes.LongType, DataTypes.createDecimalType(18, 3), DataTypes.StringType);

  /** As with {@code numbers = double}. */
  static final StructType DOUBLES =
      columns(DataTypes.DoubleType, DataTypes.DoubleType, DataTypes.DoubleType);

  private static StructType columns(DataType whole, DataType decimal, DataType any) {
    StructType deep = new StructType()
        .add(
            "deeper",
            DataTypes.createArrayType(DataTypes.StringType),
            true,
            ColumnMetadata.of("L<S>"));
    StructType metrics = new StructType()
        .add("f1", decimal, true, ColumnMetadata.of("N"))
        .add("rows", whole, true, ColumnMetadata.of("N"))
        .add("deep", deep, true, ColumnMetadata.of("M"));
    return new StructType()
        .add("id", DataTypes.StringType, true, ColumnMetadata.of("S"))
        .add("text", DataTypes.StringType, true, ColumnMetadata.of("S"))
        .add("count", whole, true, ColumnMetadata.of("N"))
        .add("price", decimal, true, ColumnMetadata.of("N"))
        .add("any.number", any, true, ColumnMetadata.of("N"))
        .add("flag", DataTypes.BooleanType, true, ColumnMetadata.of("BOOL"))
        .add("bytes", DataTypes.BinaryType, true, ColumnMetadata.of("B"))
        .add("tags", DataTypes.createArrayType(DataTypes.StringType), true, ColumnMetadata.of("SS"))
        .add("primes", DataTypes.createArrayType(any), true, ColumnMetadata.of("NS"))
        .add(
            "blobs", DataTypes.createArrayType(DataTypes.BinaryType), true, ColumnMetadata.of("BS"))
        .add(
            "list",
            DataTypes.createArrayType(DataTypes.StringType),
            true,
            ColumnMetadata.of("L<S>"))
        .add("metrics", metrics, true, ColumnMetadata.of("M"))
        .add(
            "by user",
            DataTypes.createMapType(DataTypes.StringType, whole),
            true,
            ColumnMetadata.of("M<N>"))
        .add("_overflow", DataTypes.StringType);
  }
}
