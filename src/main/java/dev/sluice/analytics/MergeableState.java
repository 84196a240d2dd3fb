package dev.sluice.analytics;

/**
 * A state of some items that is made in parts and merged, as Spark does with partitions and this package with hours, days and
 * versions.
 *
 * <p>Merging is associative and commutative: the merged state is equal, byte for byte where it has bytes, whatever the order
 * and the grouping of its parts. The state of no items is its identity. Only {@link
 * dev.sluice.analytics.statistics.Sample}, which holds floating-point moments, keeps these laws up to rounding.
 *
 * @param <S> the state's own type
 */
public interface MergeableState<S> {
  /**
   * The state of the items of both. A mutable state may add the other's items to itself and return itself, so use what is
   * returned; the other is never changed.
   */
  S merge(S other);
}
