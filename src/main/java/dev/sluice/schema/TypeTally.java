package dev.sluice.schema;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of one attribute, or of the values inside of one. Grows as items are added; tallies merge. */
public final class TypeTally {
  private final Map<AttributeType, Long> seen = new EnumMap<>(AttributeType.class);
  private final NumberTally numbers = new NumberTally();
  private final Map<String, TypeTally> members = new TreeMap<>();
  private long filled;
  private @Nullable TypeTally elements;

  /** A key attribute of a table in which nothing was seen; of a number's size nothing is known then. */
  static TypeTally ofKey(String type) {
    TypeTally tally = new TypeTally();
    tally.seen.put(AttributeType.valueOf(type), 0L);
    tally.numbers.addUnknown();
    return tally;
  }

  /** Adds the attribute value that comes next. */
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

  /** Adds the item, or the members of the map, that comes next. */
  void addMembers(DynamoJsonReader in) {
    if (in.open('{')) {
      filled++;
      do {
        in.name();
        members.computeIfAbsent(in.text(), name -> new TypeTally()).add(in);
      } while (in.more('}'));
    }
  }

  /** How often each type was seen; explicit NULLs too. */
  public Map<AttributeType, Long> seen() {
    return seen;
  }

  /** The tallies of a map's members, by name. */
  public Map<String, TypeTally> members() {
    return members;
  }

  /** The tally of one member; an empty one where there was none. */
  TypeTally member(String name) {
    TypeTally member = members.get(name);
    return member == null ? new TypeTally() : member;
  }

  /** What was seen of all members together. */
  TypeTally values() {
    TypeTally values = new TypeTally();
    members.values().forEach(values::merge);
    return values;
  }

  /** How many items, or maps, with at least one member were seen. */
  long filled() {
    return filled;
  }

  /** The type seen most, NULL apart; of equal counts the first tag, so that the same sample gives the same type. */
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

  /** The tally of a list's elements; empty where there was none. */
  TypeTally elements() {
    if (elements == null) {
      elements = new TypeTally();
    }
    return elements;
  }

  long count() {
    return seen.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Adds all that was seen of the other. */
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
