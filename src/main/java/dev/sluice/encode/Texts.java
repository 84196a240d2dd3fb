package dev.sluice.encode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** Encodes Spark's strings, which may contain any bytes, as DynamoDB's strings, which are UTF-8. */
final class Texts {
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /**
   * Returns the text of some bytes.
   *
   * @throws UnwritableValueException if they are not UTF-8
   */
  static String of(UTF8String bytes) {
    String text = bytes.toString();
    if (text.indexOf(REPLACEMENT) >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes.getBytes())) {
      throw new UnwritableValueException(
          "a string whose bytes are not UTF-8: " + text + "; a binary column may have any");
    }
    return text;
  }

  /** Returns whether a Java text can be encoded in UTF-8. Half a surrogate pair cannot. */
  static boolean isEncodable(String name) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }
}
