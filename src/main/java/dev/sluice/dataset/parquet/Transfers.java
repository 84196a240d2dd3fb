package dev.sluice.dataset.parquet;

import dev.sluice.dataset.parquet.ValueWriter.Transfer;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Transfers of Spark's types. Each writes the primitive that Spark's own files have. */
final class Transfers {
  /** Dates and times are written as they are, in the proleptic Gregorian calendar, before 1582 too. */
  private static final Map<DataType, Transfer> FIXED = Map.of(
      DataTypes.BooleanType, (values, i, column, r, d) -> column.write(values.getBoolean(i), r, d),
      DataTypes.ByteType, (values, i, column, r, d) -> column.write(values.getByte(i), r, d),
      DataTypes.ShortType, (values, i, column, r, d) -> column.write(values.getShort(i), r, d),
      DataTypes.IntegerType, (values, i, column, r, d) -> column.write(values.getInt(i), r, d),
      DataTypes.DateType, (values, i, column, r, d) -> column.write(values.getInt(i), r, d),
      DataTypes.LongType, (values, i, column, r, d) -> column.write(values.getLong(i), r, d),
      DataTypes.TimestampType, (values, i, column, r, d) -> column.write(values.getLong(i), r, d),
      DataTypes.TimestampNTZType,
          (values, i, column, r, d) -> column.write(values.getLong(i), r, d),
      DataTypes.FloatType, (values, i, column, r, d) -> column.write(values.getFloat(i), r, d),
      DataTypes.DoubleType, (values, i, column, r, d) -> column.write(values.getDouble(i), r, d));

  private Transfers() {}

  /**
   * Returns the transfer of a type.
   *
   * @throws IllegalArgumentException if it is not a type of single values that Parquet files have
   */
  static Transfer of(DataType type) {
    if (type instanceof StringType) {
      return (values, i, column, r, d) -> column.write(binary(values.getUTF8String(i)), r, d);
    }
    if (type.equals(DataTypes.BinaryType)) {
      return (values, i, column, r, d) ->
          column.write(Binary.fromReusedByteArray(values.getBinary(i)), r, d);
    }
    if (type instanceof DecimalType decimal) {
      return ofDecimal(decimal.precision(), decimal.scale());
    }
    Transfer fixed = FIXED.get(type);
    if (fixed == null) {
      throw new IllegalArgumentException("Parquet files do not have the type " + type.sql());
    }
    return fixed;
  }

  /** Refers to the bytes of a text where they are; the column copies those that it keeps. */
  private static Binary binary(UTF8String text) {
    if (text.getBaseObject() instanceof byte[] bytes) {
      int offset = (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
      return Binary.fromReusedByteArray(bytes, offset, text.numBytes());
    }
    // rows that Spark has sorted lie in its memory pages: off the heap, or in arrays of long
    return Binary.fromReusedByteArray(text.getBytes());
  }

  private static Transfer ofDecimal(int precision, int scale) {
    if (precision <= Decimal.MAX_INT_DIGITS()) {
      return (values, i, column, r, d) ->
          column.write((int) values.getDecimal(i, precision, scale).toUnscaledLong(), r, d);
    }
    if (precision <= Decimal.MAX_LONG_DIGITS()) {
      return (values, i, column, r, d) ->
          column.write(values.getDecimal(i, precision, scale).toUnscaledLong(), r, d);
    }
    byte[] bytes = new byte[Decimal.minBytesForPrecision()[precision]];
    return (values, i, column, r, d) -> {
      extend(values.getDecimal(i, precision, scale), bytes);
      column.write(Binary.fromReusedByteArray(bytes), r, d);
    };
  }

  /** Puts the unscaled value into all of these bytes, in two's complement with the most significant first. */
  private static void extend(Decimal value, byte[] bytes) {
    byte[] digits = value.toJavaBigDecimal().unscaledValue().toByteArray();
    int sign = bytes.length - digits.length;
    Arrays.fill(bytes, 0, sign, (byte) (digits[0] < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, sign, digits.length);
  }
}
