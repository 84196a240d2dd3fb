package dev.sluice.item;

/**
 * The DynamoDB type of a column's values, kept in the column's metadata: {@code S}, {@code N}, {@code B}, {@code BOOL},
 * {@code SS}, {@code NS}, {@code BS}, {@code L<…>}, {@code M} (struct) or {@code M<…>} (map). {@code N:epoch-seconds} and
 * other {@linkplain EpochUnit units} are numbers that a column of timestamps holds.
 */
public final class TypeTag {
  /** The metadata key of the tag. */
  public static final String KEY = "dynamodb.type";

  private TypeTag() {}

  /** Returns a tag without its elements, values or unit: {@code L} for {@code L<SS>}. */
  public static String outer(String tag) {
    int end = 0;
    while (end < tag.length() && tag.charAt(end) != '<' && tag.charAt(end) != ':') {
      end++;
    }
    return tag.substring(0, end);
  }

  /** Returns the tag of a list's elements or a map's values: {@code SS} for {@code L<SS>}; empty if there is none. */
  public static String inner(String tag) {
    int open = tag.indexOf('<');
    return open < 0 ? "" : tag.substring(open + 1, tag.length() - 1);
  }
}
