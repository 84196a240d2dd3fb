package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Optional;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** Decoders of N as Spark's number types. */
final class NumberDecoders {
  private NumberDecoders() {}

  /** Returns the decoder of a type; empty if the type is not a number. */
  static Optional<ValueDecoder> of(DataType type, ItemVector values) {
    if (type instanceof LongType) {
      return Optional.of(new Whole(values));
    }
    if (type instanceof DecimalType decimal) {
      return Optional.of(new Exact(values, decimal.precision(), decimal.scale()));
    }
    if (type instanceof DoubleType) {
      return Optional.of(new Floating(values));
    }
    if (type instanceof FloatType) {
      return Optional.of(new Single(values));
    }
    return narrow(type, values);
  }

  private static Optional<ValueDecoder> narrow(DataType type, ItemVector values) {
    if (type instanceof IntegerType) {
      return Optional.of(new Narrow(values, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (type instanceof ShortType) {
      return Optional.of(new Narrow(values, Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return type instanceof ByteType
        ? Optional.of(new Narrow(values, Byte.MIN_VALUE, Byte.MAX_VALUE))
        : Optional.empty();
  }

  /** N as long. */
  private static final class Whole extends ValueDecoder {
    Whole(ItemVector values) {
      super(AttributeType.N, values);
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      return NumberDecoding.toLong(in, values, index);
    }
  }

  /** N as int, smallint or tinyint. */
  private static final class Narrow extends ValueDecoder {
    private final long min;
    private final long max;

    Narrow(ItemVector values, long min, long max) {
      super(AttributeType.N, values);
      this.min = min;
      this.max = max;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      return NumberDecoding.toLong(in, values, index)
          && values.getLong(index) >= min
          && values.getLong(index) <= max;
    }
  }

  /** N as decimal(precision, scale). */
  private static final class Exact extends ValueDecoder {
    private final int precision;
    private final int scale;

    Exact(ItemVector values, int precision, int scale) {
      super(AttributeType.N, values);
      this.precision = precision;
      this.scale = scale;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      return NumberDecoding.toDecimal(in, precision, scale, values, index);
    }
  }

  /** N as double, if the double returns the number digit for digit. */
  private static final class Floating extends ValueDecoder {
    Floating(ItemVector values) {
      super(AttributeType.N, values);
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      return NumberDecoding.toDouble(in, values, index);
    }
  }

  /** N as float, if the float returns the number digit for digit. */
  private static final class Single extends ValueDecoder {
    Single(ItemVector values) {
      super(AttributeType.N, values);
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      return NumberDecoding.toFloat(in, values, index);
    }
  }
}
