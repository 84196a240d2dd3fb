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
import org.jspecify.annotations.Nullable;

/** Decoders of N as Spark's number types. */
final class NumberDecoders {
  private NumberDecoders() {}

  /** Returns the decoder of a type; empty if the type is not a number. */
  static Optional<ValueDecoder> of(DataType type) {
    if (type instanceof LongType) {
      return Optional.of(new ScalarDecoders.Whole());
    }
    if (type instanceof DecimalType decimal) {
      return Optional.of(new ScalarDecoders.Exact(decimal.precision(), decimal.scale()));
    }
    if (type instanceof DoubleType) {
      return Optional.of(new ScalarDecoders.Floating());
    }
    if (type instanceof FloatType) {
      return Optional.of(new Single());
    }
    return narrow(type);
  }

  private static Optional<ValueDecoder> narrow(DataType type) {
    if (type instanceof IntegerType) {
      return Optional.of(new Narrow(n -> n == (int) n ? (Object) (int) n : null));
    }
    if (type instanceof ShortType) {
      return Optional.of(new Narrow(n -> n == (short) n ? (Object) (short) n : null));
    }
    return type instanceof ByteType
        ? Optional.of(new Narrow(n -> n == (byte) n ? (Object) (byte) n : null))
        : Optional.empty();
  }

  /** Returns a long as a narrower type; null if it is out of its range. */
  @FunctionalInterface
  private interface Narrowing {
    @Nullable
    Object narrowed(long number);
  }

  /** N as int, smallint or tinyint. */
  private static final class Narrow extends ValueDecoder {
    private final Narrowing narrowing;

    Narrow(Narrowing narrowing) {
      super(AttributeType.N);
      this.narrowing = narrowing;
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      Long number = NumberDecoding.toLong(in);
      return number == null ? null : narrowing.narrowed(number);
    }
  }

  /** N as float, if the float returns the number digit for digit. */
  private static final class Single extends ValueDecoder {
    Single() {
      super(AttributeType.N);
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return NumberDecoding.toFloat(in);
    }
  }
}
