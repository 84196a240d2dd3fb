package dev.sluice.analytics;

/**
 * A state of some items that is computed in parts and merged: Spark merges partitions, and this package merges hours,
 * days and versions.
 *
 * <p>Merging is associative and commutative: the merged state is equal, byte for byte where it has bytes, whatever the
 * order and the grouping of its parts. The state of no items is its identity. Only {@link
 * dev.sluice.analytics.statistics.Sample}, which holds floating-point moments, keeps these laws up to rounding.
 *
 * @param <S> the state's own type
 */
public interface MergeableState<S> {
  /**
   * Returns the state of both sets of items. A mutable state may add the other's items to itself and return itself, so
   * use the returned value; the other is never changed.
   */
  S merge(S other);
}
