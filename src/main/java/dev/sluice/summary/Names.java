package dev.sluice.summary;

/**
 * Names that are data (models, versions, classes, experiments) as parts of keys. Whatever their letters, two different
 * names never make the same key.
 *
 * <p>The last part of a key stands as it is: nothing follows that it could run into. A part that {@code #} follows has
 * its own {@code %} and {@code #} written as {@code %25} and {@code %23}.
 */
final class Names {
  private Names() {}

  /** A name that {@code #} and another part follow. */
  static String followed(String name) {
    return name.replace("%", "%25").replace("#", "%23");
  }

  /**
   * A name that stands alone where DynamoDB takes no empty text (a sort key, a map's key): n percent signs and nothing
   * else, n ≥ 0, become n + 1; every other name stands as it is.
   */
  static String alone(String name) {
    return onlyPercents(name) ? name + "%" : name;
  }

  /** The name of which {@link #alone} made this text. */
  static String restored(String text) {
    return !text.isEmpty() && onlyPercents(text) ? text.substring(1) : text;
  }

  private static boolean onlyPercents(String name) {
    return name.chars().allMatch(c -> c == '%');
  }
}
