package dev.sluice.schema;

import dev.sluice.item.AttributeType;

/**
 * Decides whether an M becomes a struct, whose keys are names, or a map, whose keys are data (user ids, labels, flags).
 * Neither loses a value: a struct's unknown keys and a map's values of another type overflow. The choice is the one
 * with fewer overflowing values, as estimated from the sample:
 *
 * <ul>
 *   <li>A struct misses the keys it has not seen. Their share of key occurrences is estimated as {@code f1 / P}, keys
 *       seen once over occurrences (Good and Turing's estimate of the unseen). If keys are data, new ones keep
 *       appearing and the share stays high. If keys are names, they recur and the share goes to 0 as maps are added.
 *       With few maps it is not there yet, so a share up to {@code 1 / √n} for n maps counts as stable. A single map
 *       allows no estimate and becomes a struct.
 *   <li>A map misses the values of other types than its most frequent one: {@code 1 − agreement}.
 * </ul>
 *
 * <p>Stable keys make a struct, with one exception: a wide and mostly empty struct whose values agree becomes a map. It
 * has more than 16 keys, and a map contains less than a tenth of them on average, as with labels from a closed list. A
 * single map with that many agreeing values becomes a map too. Unstable keys make a map, unless its values disagree
 * even more than its keys change. The decision uses counts only, so the order of items does not matter.
 */
final class StructOrMap {
  /** The number of keys up to which a struct is always acceptable. */
  private static final int FEW_KEYS = 16;

  /** The smallest share of a wide struct's fields that a map must contain on average. */
  private static final double DENSE = 0.1;

  /** The largest share of values of other types with which values agree. */
  private static final double FEW_OTHERS = 0.05;

  private final long maps;
  private final int keys;
  private final long occurrences;
  private final double unseenKeys;
  private final double otherTypes;

  StructOrMap(TypeTally tally) {
    maps = tally.filled();
    keys = tally.members().size();
    occurrences = tally.members().values().stream().mapToLong(TypeTally::count).sum();
    long once =
        tally.members().values().stream().filter(member -> member.count() == 1).count();
    unseenKeys = occurrences == 0 ? 0.0 : (double) once / occurrences;
    otherTypes = otherTypes(tally.values());
  }

  private static double otherTypes(TypeTally values) {
    long typed = values.count() - values.seen().getOrDefault(AttributeType.NULL, 0L);
    long most = values.most().map(type -> values.seen().getOrDefault(type, 0L)).orElse(0L);
    return typed == 0 ? 0.0 : 1 - (double) most / typed;
  }

  /** Returns whether it becomes a struct. */
  boolean isStruct() {
    return stable() ? !agreeing() || !(sparse() || lone()) : otherTypes > unseenKeys;
  }

  private boolean stable() {
    return unseenKeys <= 1 / Math.sqrt((double) Math.max(1, maps));
  }

  private boolean agreeing() {
    return otherTypes <= FEW_OTHERS;
  }

  private boolean sparse() {
    return keys > FEW_KEYS && occurrences < DENSE * ((double) maps * keys);
  }

  private boolean lone() {
    return keys > FEW_KEYS && maps <= 1;
  }
}
