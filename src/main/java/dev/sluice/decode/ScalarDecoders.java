package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import org.jspecify.annotations.Nullable;

/** Decoders of texts, numbers, booleans and binary values. */
final class ScalarDecoders {
  private ScalarDecoders() {}

  /** S as string. */
  static final class Text extends ValueDecoder {
    Text() {
      super(AttributeType.S);
    }

    @Override
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return StringDecoding.utf8(in);
    }
  }

  /** N as string, for numbers that fit no decimal. */
  static final class NumberText extends ValueDecoder {
    NumberText() {
      super(AttributeType.N);
    }

    @Override
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      in.number();
      return StringDecoding.utf8(in);
    }
  }

  /** N as long. */
  static final class Whole extends ValueDecoder {
    Whole() {
      super(AttributeType.N);
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return NumberDecoding.toLong(in);
    }
  }

  /** N as decimal(precision, scale). */
  static final class Exact extends ValueDecoder {
    private final int precision;
    private final int scale;

    Exact(int precision, int scale) {
      super(AttributeType.N);
      this.precision = precision;
      this.scale = scale;
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return NumberDecoding.toDecimal(in, precision, scale);
    }
  }

  /** N as double, if the double returns the number digit for digit. */
  static final class Floating extends ValueDecoder {
    Floating() {
      super(AttributeType.N);
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return NumberDecoding.toDouble(in);
    }
  }

  /** BOOL as boolean. */
  static final class Bool extends ValueDecoder {
    Bool() {
      super(AttributeType.BOOL);
    }

    @Override
    Object read(DynamoJsonReader in, Overflow overflow) {
      return in.bool();
    }
  }

  /** B as binary. */
  static final class Binary extends ValueDecoder {
    Binary() {
      super(AttributeType.B);
    }

    @Override
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return StringDecoding.base64(in);
    }
  }
}
