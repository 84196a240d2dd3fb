package dev.sluice.source;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A hash of 64 bits of an item as {@link Reassembled} has it: the same whatever the order of members and of sets. */
final class ItemHash {
  private static final long PRIME = 0x100000001B3L;

  private ItemHash() {}

  static long of(Object item) {
    if (item instanceof Reassembled.Typed typed) {
      return mixed(of(typed.type()) * PRIME + of(typed.value()));
    }
    if (item instanceof Map<?, ?> members) {
      return mixed(members.entrySet().stream()
          .mapToLong(member -> mixed(of(member.getKey()) * PRIME + of(member.getValue())))
          .sum());
    }
    if (item instanceof Set<?> elements) {
      return mixed(elements.stream().mapToLong(ItemHash::of).sum() + elements.size());
    }
    if (item instanceof List<?> elements) {
      long hash = elements.size();
      for (Object element : elements) {
        hash = mixed(hash * PRIME + of(element));
      }
      return hash;
    }
    return ofScalar(item);
  }

  private static long ofScalar(Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof BigDecimal) {
      String text = value.toString();
      long hash = text.length();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * PRIME;
      }
      return mixed(hash);
    }
    throw new IllegalArgumentException("no value: " + value);
  }

  /** The last steps of SplittableRandom, so that sums of hashes do not cancel out. */
  private static long mixed(long hash) {
    long first = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}
