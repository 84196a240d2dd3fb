package dev.sluice.training;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Elements of a list, from the first index to the last, both counted from 0 and both taken.
 *
 * @param width how many elements the list must have in all; 0: as many as it takes, or more
 */
public record ElementRange(int first, int last, int width) implements Serializable {
  public ElementRange {
    if (first < 0 || last < first || (width != 0 && width <= last)) {
      throw new IllegalArgumentException("no span of a list: " + first + ".." + last);
    }
  }

  int size() {
    return last - first + 1;
  }

  /**
   * A span as it is written behind a path: {@code [3]}, of a list with more than three elements; {@code [0..63]}, of one
   * with just these; {@code [0..9 of 64]}.
   */
  record Behind(String path, ElementRange span) {
    private static final Pattern TEXT = Pattern.compile(
        "(?<path>.+)\\[(?<first>\\d{1,6})(?:\\.\\.(?<last>\\d{1,6})(?:\\s+of\\s+(?<width>\\d{1,6}))?)?]",
        Pattern.DOTALL);

    /** Empty where the text does not end with a span. */
    static Optional<Behind> of(String text) {
      Matcher matcher = TEXT.matcher(text);
      return matcher.matches()
          ? span(matcher).map(s -> new Behind(matcher.group("path"), s))
          : Optional.empty();
    }

    private static Optional<ElementRange> span(Matcher matcher) {
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

  /** Whether a list of this many elements is as it must be. */
  boolean fits(int elements) {
    return width == 0 ? elements > last : elements == width;
  }
}
