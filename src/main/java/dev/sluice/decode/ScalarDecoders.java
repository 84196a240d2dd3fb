package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;

/** Decoders of texts, booleans and binary values. */
final class ScalarDecoders {
  private ScalarDecoders() {}

  /** S as string. */
  static final class Text extends ValueDecoder {
    Text(ItemVector values) {
      super(AttributeType.S, values);
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      values.putText(index, in);
      return true;
    }
  }

  /** N as string, for numbers that fit no decimal. */
  static final class NumberText extends ValueDecoder {
    NumberText(ItemVector values) {
      super(AttributeType.N, values);
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      in.number();
      values.putText(index, in);
      return true;
    }
  }

  /** BOOL as boolean. */
  static final class Bool extends ValueDecoder {
    Bool(ItemVector values) {
      super(AttributeType.BOOL, values);
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      values.put(index, in.bool() ? 1L : 0L);
      return true;
    }
  }

  /** B as binary. */
  static final class Binary extends ValueDecoder {
    Binary(ItemVector values) {
      super(AttributeType.B, values);
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      values.putCopy(index, StringDecoding.base64(in));
      return true;
    }
  }
}
