package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.util.Base64;
import org.apache.spark.unsafe.types.UTF8String;

/** Decodes the reader's current string as text or as base64. */
final class StringDecoding {
  private StringDecoding() {}

  /** Returns the string in Spark's form: a view of the buffer unless it has escapes. */
  static UTF8String utf8(DynamoJsonReader in) {
    return in.escaped()
        ? UTF8String.fromBytes(in.utf8())
        : UTF8String.fromBytes(in.buffer(), in.from(), in.to() - in.from());
  }

  /**
   * Returns the bytes that the string encodes.
   *
   * @throws UnreadableItemException if it is not base64
   */
  static byte[] base64(DynamoJsonReader in) {
    try {
      return Base64.getDecoder().decode(in.utf8());
    } catch (IllegalArgumentException e) {
      throw new UnreadableItemException("no base64: " + e.getMessage());
    }
  }
}
