package dev.sluice.schema;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the types of one attribute, or of the values inside one, and their sizes. Tallies can be merged. */
public final class TypeTally {
  private final Map<AttributeType, Long> seen = new EnumMap<>(AttributeType.class);
  private final NumberTally numbers = new NumberTally();
  private final Map<String, TypeTally> members = new TreeMap<>();
  private long filled;
  private @Nullable TypeTally elements;

  /** Returns the tally of a key attribute in a table without items. A number may have any size. */
  static TypeTally ofKey(String type) {
    TypeTally tally = new TypeTally();
    tally.seen.put(AttributeType.valueOf(type), 0L);
    tally.numbers.addUnknown();
    return tally;
  }

  /** Adds the next attribute value. */
  public void add(DynamoJsonReader in) {
    AttributeType type = in.beginValue();
    seen.merge(type, 1L, Long::sum);
    switch (type) {
      case S, B -> in.string();
      case N -> number(in);
      case BOOL, NULL -> in.bool();
      case M -> addMembers(in);
      case L -> each(in, () -> elements().add(in));
      case NS -> each(in, () -> number(in));
      case SS, BS -> each(in, in::string);
    }
    in.endValue();
  }

  /** Adds the members of the next item or map. */
  void addMembers(DynamoJsonReader in) {
    if (in.open('{')) {
      filled++;
      do {
        in.name();
        members.computeIfAbsent(in.text(), name -> new TypeTally()).add(in);
      } while (in.more('}'));
    }
  }

  /** Returns type → count, including explicit NULLs. */
  public Map<AttributeType, Long> seen() {
    return seen;
  }

  /** Returns the tallies of a map's members, by name. */
  public Map<String, TypeTally> members() {
    return members;
  }

  /** Returns the tally of one member; an empty tally if it was not seen. */
  TypeTally member(String name) {
    TypeTally member = members.get(name);
    return member == null ? new TypeTally() : member;
  }

  /** Returns the merged tallies of all members. */
  TypeTally values() {
    TypeTally values = new TypeTally();
    members.values().forEach(values::merge);
    return values;
  }

  /** Returns the number of items or maps with at least one member. */
  long filled() {
    return filled;
  }

  /**
   * Returns the most frequent type other than NULL. On a tie it returns the first one, so results are deterministic.
   */
  Optional<AttributeType> most() {
    return seen.entrySet().stream()
        .filter(e -> e.getKey() != AttributeType.NULL)
        .max(Map.Entry.<AttributeType, Long>comparingByValue()
            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  NumberTally numbers() {
    return numbers;
  }

  /** Returns the tally of a list's elements; an empty tally if none was seen. */
  TypeTally elements() {
    if (elements == null) {
      elements = new TypeTally();
    }
    return elements;
  }

  /** Returns the number of values, including NULLs. */
  long count() {
    return seen.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Adds all values of another tally. */
  void merge(TypeTally other) {
    other.seen.forEach((type, n) -> seen.merge(type, n, Long::sum));
    numbers.merge(other.numbers);
    filled += other.filled;
    other.members.forEach(
        (name, tally) -> members.computeIfAbsent(name, n -> new TypeTally()).merge(tally));
    if (other.elements != null) {
      elements().merge(other.elements);
    }
  }

  private void number(DynamoJsonReader in) {
    in.string();
    numbers.add(in.number());
  }

  private static void each(DynamoJsonReader in, Runnable element) {
    if (in.open('[')) {
      do {
        element.run();
      } while (in.more(']'));
    }
  }
}
