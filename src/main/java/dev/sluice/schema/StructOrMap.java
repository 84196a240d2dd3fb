package dev.sluice.schema;

import dev.sluice.item.AttributeType;

/**
 * Decides whether an M becomes a struct, whose keys are names, or a map, whose keys are data (user ids, labels, flags).
 * Neither loses a value: a struct's unknown keys and a map's values of another type overflow. The one that makes fewer
 * overflow is taken, as estimated from the sample:
 *
 * <ul>
 *   <li>A struct misses the keys it has not seen. Their share among key occurrences is estimated as {@code f1 / P}, keys
 *       seen once over occurrences (Good and Turing's estimate of the unseen). Data keeps bringing new keys, so that it
 *       stays high; names come again, and it goes to 0 as maps are added, for few maps not yet: up to {@code 1 / √n} for n
 *       maps counts as stable. A lone map says nothing, and is a struct.
 *   <li>A map misses the values that are not of its most frequent type: {@code 1 − agreement}.
 * </ul>
 *
 * <p>Stable keys make a struct, unless it would be a wide and mostly empty one (more than 16 keys, of which a map has
 * under a tenth on average: labels out of a closed list) while all values agree; a lone map of so many agreeing values is
 * a map too. Unstable keys make a map, unless its values disagree even more than its keys change. Only counts enter, so
 * that the order of items does not matter.
 */
final class StructOrMap {
  /** So many keys may always be columns. */
  private static final int FEW_KEYS = 16;

  /** A wide struct's fields should be there at least this often. */
  private static final double DENSE = 0.1;

  /** Values agree if at most this share is of another type. */
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
