package dev.sluice.dataset;

import dev.sluice.item.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/**
 * Folders of entity types within a table, named as Hive names them: {@code entity=USER/}. Every reader takes the name for
 * text, and no two types share one: what does not begin with a letter, or is a word for a number, a date or nothing, has
 * {@code _} in front ({@code entity=_007/}); what is too long for a file's name, or holds characters that are not to be
 * seen, is cut and has a digest behind.
 */
final class Entities {
  /** Types beyond those that have a folder of their own, together; an item's own type stays in its attribute. */
  static final String OTHER = "_other";

  /** With a folder of their own: of those that the sample saw, and of those that one task meets beside them. */
  static final int MAX_OWN = 100;

  /** In characters; no type of item has so long a name. */
  private static final int MAX_LENGTH = 2_048;

  /** In bytes; file systems end at 255. */
  private static final int MAX_NAME_LENGTH = 180;

  private static final int MAX_PREFIX_LENGTH = 40;
  private static final int DIGEST = 16;

  /** Words that readers take for a number, a date, a truth or nothing. */
  private static final Set<String> WORDS = Set.of(
      "nan",
      "inf",
      "infinity",
      "null",
      "none",
      "nil",
      "na",
      "true",
      "false",
      "epoch",
      "today",
      "now",
      "tomorrow",
      "yesterday");

  private Entities() {}

  /** The folder of a type, without a slash. */
  static String folder(String key, String type) {
    return key + "=" + name(type);
  }

  private static String name(String type) {
    String name = ExternalCatalogUtils.escapePathName(type);
    boolean tame = type.codePoints().noneMatch(Entities::isUnseen)
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_LENGTH;
    if (type.equals(OTHER)) {
      return OTHER;
    }
    return tame ? (isText(type) ? "" : "_") + name : digested(type);
  }

  /** As earlier releases named it, whose manifests do not say. */
  static String earlier(String type) {
    return "entity="
        + (type.isEmpty()
            ? ExternalCatalogUtils.DEFAULT_PARTITION_NAME()
            : ExternalCatalogUtils.escapePathName(type));
  }

  /** Whether a type can have a folder of its own at all. */
  static boolean mayOwn(String type) {
    return type.length() <= MAX_LENGTH;
  }

  private static boolean isText(String type) {
    return !type.isEmpty()
        && Character.isLetter(type.codePointAt(0))
        && !WORDS.contains(type.toLowerCase(Locale.ROOT));
  }

  private static boolean isUnseen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** A letter behind the first sign, as no other name with that sign has but the words. */
  private static String digested(String type) {
    StringBuilder start = new StringBuilder();
    type.codePoints()
        .filter(c -> (c < 128 && Character.isLetterOrDigit(c)) || c == '-' || c == '.')
        .limit(MAX_PREFIX_LENGTH)
        .forEach(start::appendCodePoint);
    boolean letter = start.length() > 0 && Character.isLetter(start.charAt(0));
    String digest = Sha256.of(type).substring(0, DIGEST);
    return "_" + (letter ? "" : "x") + start + "-" + digest;
  }
}
