package dev.sluice.training;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of a list's elements. Indexes count from 0.
 *
 * @param first the index of the first element
 * @param last the index of the last element
 * @param width the number of elements that the list must have; 0: at least as many as the range needs
 */
public record ElementRange(int first, int last, int width) implements Serializable {
  public ElementRange {
    if (first < 0 || last < first || (width != 0 && width <= last)) {
      throw new IllegalArgumentException("not a range of a list: " + first + ".." + last);
    }
  }

  /** Returns the number of elements. */
  int size() {
    return last - first + 1;
  }

  /**
   * A path and the range written after it: {@code [3]} for a list with more than three elements; {@code [0..63]} for a
   * list with exactly these; {@code [0..9 of 64]}.
   */
  record WithPath(String path, ElementRange range) {
    private static final Pattern TEXT = Pattern.compile(
        "(?<path>.+)\\[(?<first>\\d{1,6})(?:\\.\\.(?<last>\\d{1,6})(?:\\s+of\\s+(?<width>\\d{1,6}))?)?]",
        Pattern.DOTALL);

    /** Parses a text; empty if it does not end with a range. */
    static Optional<WithPath> of(String text) {
      Matcher matcher = TEXT.matcher(text);
      return matcher.matches()
          ? range(matcher).map(range -> new WithPath(matcher.group("path"), range))
          : Optional.empty();
    }

    private static Optional<ElementRange> range(Matcher matcher) {
      int first = Integer.parseInt(matcher.group("first"));
      if (matcher.group("last") == null) {
        return Optional.of(new ElementRange(first, first, 0));
      }
      int last = Integer.parseInt(matcher.group("last"));
      String of = matcher.group("width");
      int width = of == null ? last + 1 : Integer.parseInt(of);
      return last < first || width <= last
          ? Optional.empty()
          : Optional.of(new ElementRange(first, last, width));
    }
  }

  /** Returns whether a list with this number of elements has the range. */
  boolean fits(int elements) {
    return width == 0 ? elements > last : elements == width;
  }
}
