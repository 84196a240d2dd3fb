package dev.sluice.dataset.lake;

/** Sees how far a commit is. */
@FunctionalInterface
interface CommitWatch {
  /** A point in the making of a commit. */
  enum Point {
    /** There is a place for its rows, which nobody reads. */
    BEGUN,
    /** The rows are in it. */
    WRITTEN,
    /** {@code main} has them. */
    PUBLISHED
  }

  void at(Point point);
}
