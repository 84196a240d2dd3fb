package dev.sluice.dataset.layout;

import dev.sluice.item.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.jspecify.annotations.Nullable;

/**
 * Folders of entity types within a table, named as Hive names them: {@code entity=USER/}. Every reader takes the name for
 * text, and no two types share one: what does not begin with a letter, or is a word for a number, a date or nothing, has
 * {@code _} in front ({@code entity=_007/}); what is too long for a file's name, or holds characters that are not to be
 * seen, is cut and has a digest behind.
 */
public final class EntityFolders {
  /** The type under which all types without a folder of their own are counted; the item's attribute keeps its type. */
  public static final String OTHER = "_other";

  /** Folders at most, of types that the sample has, and again of types that one task meets besides. */
  public static final int MAX_OWN = 100;

  /** Longest type with a folder of its own, in characters. */
  private static final int MAX_LENGTH = 2_048;

  /** Longest folder name, in bytes; file systems end at 255. */
  private static final int MAX_NAME_LENGTH = 180;

  private static final int MAX_PREFIX_LENGTH = 40;
  private static final int DIGEST = 16;

  /** Words that readers take for a number, a date, a boolean or null. */
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

  private EntityFolders() {}

  /** The folder of a type, without a slash. */
  public static String folder(String key, String type) {
    return key + "=" + name(type);
  }

  private static String name(String type) {
    String name = ExternalCatalogUtils.escapePathName(type);
    boolean tame = type.codePoints().noneMatch(EntityFolders::isUnseen)
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_LENGTH;
    if (type.equals(OTHER)) {
      return OTHER;
    }
    return tame ? (isText(type) ? "" : "_") + name : digested(type);
  }

  /**
   * The folder of a type below {@code tables/}.
   *
   * @param recorded name of the folder; null in the documents of earlier releases
   */
  public static String path(String table, String type, @Nullable String recorded) {
    return table + "/" + (recorded == null ? earlier(type) : recorded);
  }

  private static String earlier(String type) {
    return "entity="
        + (type.isEmpty()
            ? ExternalCatalogUtils.DEFAULT_PARTITION_NAME()
            : ExternalCatalogUtils.escapePathName(type));
  }

  /** Returns whether a type can have a folder of its own. */
  public static boolean mayOwn(String type) {
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

  /** A name that starts with {@code _} and a letter, as no other name does but those of the words. */
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
