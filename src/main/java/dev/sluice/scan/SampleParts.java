package dev.sluice.scan;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The parts from which a sample is taken: segments of a table, or files of an export. Each contributes its share. */
public interface SampleParts {
  /**
   * The largest number of pages that a sample requests of a part. A segment may start with empty pages; reading more is
   * not worth the read units.
   */
  int MAX_PAGES = 4;

  /** The pages of one part. */
  interface Part extends Iterator<Page>, AutoCloseable {
    /** Returns whether the next page was read before, and costs nothing. */
    default boolean isKept() {
      return false;
    }

    /** Returns whether all pages of the part were returned, whatever {@link #hasNext} says of a sample's share. */
    default boolean isRead() {
      return !hasNext();
    }

    @Override
    default void close() {}
  }

  int count();

  /** Returns whether the parts together are the whole table. */
  boolean areAll();

  /** Returns the name of a part, which it keeps if there are more parts of the same table later. */
  default String name(int part) {
    return Integer.toString(part);
  }

  /** Returns how many items of a part were read before, and cost nothing. */
  default int kept(int part) {
    return 0;
  }

  /**
   * Returns the pages of a part.
   *
   * @param items the largest number of items on a page
   */
  Part pages(int part, int items);

  /**
   * Returns the pages of a part after a key.
   *
   * @param items the largest number of items on a page
   * @param key the last evaluated key of the page before
   * @return empty: the part can only be read from its beginning
   */
  default Optional<Part> pagesAfter(int part, int items, Map<String, AttributeValue> key) {
    return Optional.empty();
  }
}
