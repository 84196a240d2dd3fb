package dev.sluice.training;

import java.io.Serializable;

/**
 * Elements of a list, from the first index to the last, both counted from 0 and both taken.
 *
 * @param width how many elements the list must have in all; 0: as many as it takes, or more
 */
public record Span(int first, int last, int width) implements Serializable {
  public Span {
    if (first < 0 || last < first || (width != 0 && width <= last)) {
      throw new IllegalArgumentException("no span of a list: " + first + ".." + last);
    }
  }

  int size() {
    return last - first + 1;
  }

  /** Whether a list of this many elements is as it must be. */
  boolean fits(int elements) {
    return width == 0 ? elements > last : elements == width;
  }
}
