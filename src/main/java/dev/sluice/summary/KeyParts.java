package dev.sluice.summary;

import dev.sluice.item.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Names from table items (models, versions, classes, experiments) as parts of keys. Two different names never make the
 * same key, whatever their letters and length.
 *
 * <p>The last part of a key is unchanged, because nothing follows it. In a part before a {@code #}, {@code %} and
 * {@code #} are written as {@code %25} and {@code %23}. A name that is too long is replaced by its beginning, {@code ~}
 * and {@value #DIGITS} digits of its SHA-256.
 */
final class KeyParts {
  /** Limit of a map key, in bytes. */
  static final int KEY_BYTES = 4096;

  /** Hexadecimal digits of a SHA-256: 128 bits. */
  private static final int DIGITS = 32;

  private static final Pattern CUT = Pattern.compile(".*~[0-9a-f]{" + DIGITS + "}", Pattern.DOTALL);

  private KeyParts() {}

  /** Returns a name as a part before {@code #} and another part. */
  static String followed(String name) {
    return name.replace("%", "%25").replace("#", "%23");
  }

  /**
   * Returns a name for a position where DynamoDB refuses empty text (a sort key, a map's key): n percent signs and
   * nothing else, n ≥ 0, become n + 1; every other name is unchanged.
   */
  static String alone(String name) {
    return onlyPercents(name) ? name + "%" : name;
  }

  /** Returns a name as the key of a map. */
  static String key(String name) {
    return fitted(alone(name), KEY_BYTES);
  }

  /** Returns the name from which {@link #alone} made this text. */
  static String restored(String text) {
    return !text.isEmpty() && onlyPercents(text) ? text.substring(1) : text;
  }

  /**
   * Returns a name of at most so many bytes of UTF-8: itself, or its beginning, {@code ~} and a part of its SHA-256. A
   * name that looks like a cut one is cut too, however short it is.
   *
   * @param bytes at least {@value #DIGITS} + 1
   */
  static String fitted(String name, int bytes) {
    return bytes(name) <= bytes && !CUT.matcher(name).matches()
        ? name
        : beginning(name, bytes - DIGITS - 1) + "~" + digest(name);
  }

  /** Returns the length of a text in bytes of UTF-8. */
  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns the longest prefix of whole characters that has at most so many bytes. */
  private static String beginning(String name, int bytes) {
    int end = 0;
    int used = 0;
    while (end < name.length()) {
      int next = name.offsetByCodePoints(end, 1);
      used += bytes(name.substring(end, next));
      if (used > bytes) {
        break;
      }
      end = next;
    }
    return name.substring(0, end);
  }

  private static String digest(String name) {
    return Sha256.of(name).substring(0, DIGITS);
  }

  private static boolean onlyPercents(String name) {
    return name.chars().allMatch(c -> c == '%');
  }
}
