package dev.sluice.dataset.layout;

import dev.sluice.item.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.jspecify.annotations.Nullable;

/**
 * Folders of entity types within a table, named as in Hive: {@code entity=USER/}. Every reader treats the names as
 * text, and no two types share a folder. A type that does not begin with a letter, or that readers would take for a
 * number, a date or null, gets a leading {@code _} ({@code entity=_007/}). A type that is too long for a file name, or
 * contains invisible characters, is cut and gets a digest.
 */
public final class EntityFolders {
  /** The type under which all types without their own folder are counted. The item's attribute keeps its value. */
  public static final String OTHER = "_other";

  /** The largest number of folders for types in the sample, and again for further types that one task meets. */
  public static final int MAX_OWN = 100;

  /** The length of the longest type with its own folder, in characters. */
  private static final int MAX_LENGTH = 2_048;

  /** The length of the longest folder name, in bytes. File systems end at 255. */
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

  /** Returns the folder of a type, without a slash. */
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
   * Returns the folder of a type below {@code tables/}.
   *
   * @param recorded the name of the folder; null in documents of earlier releases
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

  /** Returns whether a type may have its own folder. */
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

  /** Returns a name that starts with {@code _} and a letter. Apart from those of the words, no other name does. */
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
