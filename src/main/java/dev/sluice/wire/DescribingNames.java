package dev.sluice.wire;

import java.io.Serializable;
import java.util.Set;

/**
 * The names of members of an item in JSON that describe it and are none of its attributes, as those of a change do. An
 * attribute may have the same name. It is told apart by its spelling, which makes no difference to JSON: the name of an
 * attribute has an escape.
 *
 * @param names of ASCII letters, digits and underscores
 */
public record DescribingNames(Set<String> names) implements Serializable {
  /** No member describes the item: all are attributes. */
  public static final DescribingNames NONE = new DescribingNames(Set.of());

  public DescribingNames {
    names = Set.copyOf(names);
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** Returns whether the reader's current string, a member's name, is one of these, however it is spelled. */
  public boolean include(DynamoJsonReader in) {
    return !names.isEmpty() && names.contains(in.text());
  }

  /** Returns whether the member whose name is the reader's current string describes the item. */
  public boolean describe(DynamoJsonReader in) {
    return !in.escaped() && include(in);
  }

  /** Writes the name of an attribute that is one of these, with its quotes. */
  public static void writeAttribute(String name, JsonBytes out) {
    out.write('"');
    out.escape(name.charAt(0));
    out.ascii(name.substring(1));
    out.write('"');
  }
}
