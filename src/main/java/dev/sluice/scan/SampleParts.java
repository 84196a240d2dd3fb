package dev.sluice.scan;

import java.util.Iterator;

/** The parts from which a sample is taken: segments of a table, or files of an export. Each contributes its share. */
public interface SampleParts {
  /** The pages of one part. */
  interface Part extends Iterator<Page>, AutoCloseable {
    @Override
    default void close() {}
  }

  int count();

  /** Returns whether the parts together are the whole table. */
  boolean areAll();

  /**
   * Returns the pages of a part.
   *
   * @param items the largest number of items on a page
   */
  Part pages(int part, int items);

  /** Returns these parts and, after them, others. */
  default SampleParts and(SampleParts others) {
    SampleParts these = this;
    return new SampleParts() {
      @Override
      public int count() {
        return these.count() + others.count();
      }

      @Override
      public boolean areAll() {
        return these.areAll() && others.areAll();
      }

      @Override
      public Part pages(int part, int items) {
        int other = part - these.count();
        return other < 0 ? these.pages(part, items) : others.pages(other, items);
      }
    };
  }
}
