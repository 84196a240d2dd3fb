package dev.sluice.pushdown;

/**
 * The condition under which a predicate is TRUE, or FALSE.
 *
 * @param exact whether the condition holds for exactly those rows; if not, it also holds for others
 */
record Translation(ItemPredicate condition, boolean exact) {
  static Translation exact(ItemPredicate condition) {
    return new Translation(condition, true);
  }

  static Translation superset(ItemPredicate condition) {
    return new Translation(condition, false);
  }
}
