package dev.sluice.pushdown;

/**
 * A predicate's being TRUE, or FALSE, as a condition.
 *
 * @param exact whether the condition holds for those rows only; if not, it holds for others too
 */
record Translation(ItemPredicate condition, boolean exact) {
  static Translation exact(ItemPredicate condition) {
    return new Translation(condition, true);
  }

  static Translation superset(ItemPredicate condition) {
    return new Translation(condition, false);
  }
}
