package dev.sluice.schema;

import dev.sluice.wire.Wire;
import dev.sluice.wire.WireType;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of one attribute, or of the values inside of one. Grows as items are added; tallies merge. */
public final class TypeTally {
  private final Map<WireType, Long> seen = new EnumMap<>(WireType.class);
  private final NumberTally numbers = new NumberTally();
  private final Map<String, TypeTally> members = new TreeMap<>();
  private @Nullable TypeTally elements;

  /** A key attribute of a table in which nothing was seen; of a number's size nothing is known then. */
  static TypeTally ofKey(String type) {
    TypeTally tally = new TypeTally();
    tally.seen.put(WireType.valueOf(type), 0L);
    tally.numbers.addUnknown();
    return tally;
  }

  /** Adds the attribute value that comes next. */
  public void add(Wire in) {
    WireType type = in.beginValue();
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
  void addMembers(Wire in) {
    if (in.open('{')) {
      do {
        in.name();
        members.computeIfAbsent(in.text(), name -> new TypeTally()).add(in);
      } while (in.more('}'));
    }
  }

  /** How often each type was seen; explicit NULLs too. */
  public Map<WireType, Long> seen() {
    return seen;
  }

  /** The tallies of a map's members, by name. */
  public Map<String, TypeTally> members() {
    return members;
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

  /** All that was seen of both. */
  TypeTally merged(TypeTally other) {
    TypeTally both = new TypeTally();
    both.absorb(this);
    both.absorb(other);
    return both;
  }

  /** Adds all that was seen of the other. */
  void absorb(TypeTally other) {
    other.seen.forEach((type, n) -> seen.merge(type, n, Long::sum));
    numbers.absorb(other.numbers);
    other.members.forEach(
        (name, tally) -> members.computeIfAbsent(name, n -> new TypeTally()).absorb(tally));
    if (other.elements != null) {
      elements().absorb(other.elements);
    }
  }

  private void number(Wire in) {
    in.string();
    numbers.add(in.number());
  }

  private static void each(Wire in, Runnable element) {
    if (in.open('[')) {
      do {
        element.run();
      } while (in.more(']'));
    }
  }
}
