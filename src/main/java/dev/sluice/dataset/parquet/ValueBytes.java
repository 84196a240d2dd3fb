package dev.sluice.dataset.parquet;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The size of Spark's values in bytes: the actual size for text and binary, 8 for every type of fixed length. */
final class ValueBytes {
  private static final int FIXED = 8;

  private ValueBytes() {}

  static long of(@Nullable Object value, DataType type) {
    if (value instanceof UTF8String text) {
      return text.numBytes();
    }
    if (value instanceof byte[] binary) {
      return binary.length;
    }
    if (value instanceof InternalRow row && type instanceof StructType struct) {
      return ofRow(row, struct);
    }
    if (value instanceof ArrayData array && type instanceof ArrayType of) {
      return ofArray(array, of.elementType());
    }
    if (value instanceof MapData map && type instanceof MapType of) {
      return ofArray(map.keyArray(), of.keyType()) + ofArray(map.valueArray(), of.valueType());
    }
    return FIXED;
  }

  private static long ofRow(InternalRow row, StructType struct) {
    long bytes = 0;
    for (int i = 0; i < struct.size(); i++) {
      DataType type = struct.apply(i).dataType();
      bytes += of(row.isNullAt(i) ? null : row.get(i, type), type);
    }
    return bytes;
  }

  private static long ofArray(ArrayData array, DataType type) {
    long bytes = 0;
    for (int i = 0; i < array.numElements(); i++) {
      bytes += of(array.isNullAt(i) ? null : array.get(i, type), type);
    }
    return bytes;
  }
}
