package dev.sluice.wire;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * The names of members of an item in JSON that describe it and are none of its attributes, as those of a change do. An
 * attribute may have the same name. It is told apart by its spelling, which makes no difference to JSON: the name of an
 * attribute has an escape.
 */
public final class DescribingNames implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No member describes the item: all are attributes. */
  public static final DescribingNames NONE = new DescribingNames(Set.of());

  private final Set<String> names;
  private final byte[][] bytes;

  /** @param names of ASCII letters, digits and underscores */
  public DescribingNames(Set<String> names) {
    this.names = Set.copyOf(names);
    this.bytes =
        names.stream().map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
  }

  /** Returns whether a name is one of these. */
  public boolean include(String name) {
    return names.contains(name);
  }

  /** Returns whether the reader's current string, a member's name, is one of these, however it is spelled. */
  public boolean include(DynamoJsonReader in) {
    return in.escaped() ? !names.isEmpty() && include(in.text()) : describe(in);
  }

  /** Returns whether the member whose name is the reader's current string describes the item. */
  public boolean describe(DynamoJsonReader in) {
    if (in.escaped()) {
      return false;
    }
    for (byte[] name : bytes) {
      if (Arrays.equals(name, 0, name.length, in.buffer(), in.from(), in.to())) {
        return true;
      }
    }
    return false;
  }

  /** Writes the name of an attribute that is one of these, with its quotes. */
  public static void writeAttribute(String name, JsonBytes out) {
    out.write('"');
    out.escape(name.charAt(0));
    out.ascii(name.substring(1));
    out.write('"');
  }
}
