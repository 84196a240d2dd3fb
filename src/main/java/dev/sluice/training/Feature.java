package dev.sluice.training;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one line of configuration makes of an item: a column, or one for each element of a list.
 *
 * @param path an attribute; with dots one within maps, or within the JSON that a text attribute holds
 * @param span elements of the list that is there; null: the value itself
 * @param name of the column; with a span of several, before each one's index
 * @param categories whether values are coded by a mapping that the snapshot keeps
 * @param missing what stands for a value that is not there; NaN or a number; null: what the training set says
 * @param lenient whether a value that is no number counts as missing, instead of being refused
 */
public record Feature(
    String path,
    @Nullable Span span,
    String name,
    boolean categories,
    @Nullable Double missing,
    boolean lenient)
    implements Serializable {

  private static final Pattern TEXT = Pattern.compile(
      "(?<path>[^\\[\\]]+?)(?:\\[(?<first>\\d{1,6})(?:\\.\\.(?<last>\\d{1,6})(?:\\s+of\\s+(?<width>\\d{1,6}))?)?])?"
          + "(?:\\s+as\\s+(?<name>[^\\[\\]\\s]+))?");

  /**
   * Reads {@code path}, {@code path as name}, {@code path[3]}, {@code path[0..63] as f}, or {@code path[0..9 of 64] as
   * f}. A list must have just the elements up to the last, or as many as {@code of} says; of {@code path[3]} only more
   * than three.
   *
   * @throws IllegalArgumentException where the text is not so
   */
  public static Feature parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    String path = matcher.group("path");
    String name = matcher.group("name");
    return new Feature(
        path, span(matcher), name == null ? defaultName(path) : name, false, null, false);
  }

  private static @Nullable Span span(Matcher matcher) {
    String first = matcher.group("first");
    String last = matcher.group("last");
    String width = matcher.group("width");
    if (first == null) {
      return null;
    }
    int from = Integer.parseInt(first);
    if (last == null) {
      return new Span(from, from, 0);
    }
    int to = Integer.parseInt(last);
    return new Span(from, to, width == null ? to + 1 : Integer.parseInt(width));
  }

  /** The path without dots, which some readers of Parquet take for steps. */
  static String defaultName(String path) {
    return path.replace('.', '_');
  }

  /** The columns, in order. */
  public List<String> columns() {
    Span elements = span;
    return elements == null || elements.width() == 0
        ? List.of(name)
        : IntStream.rangeClosed(elements.first(), elements.last())
            .mapToObj(i -> name + i)
            .toList();
  }

  /** The same under other rules. */
  public Feature with(String column, boolean coded, @Nullable Double fill, boolean leniently) {
    return new Feature(path, span, column, coded, fill, leniently);
  }
}
