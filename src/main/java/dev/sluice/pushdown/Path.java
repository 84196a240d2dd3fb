package dev.sluice.pushdown;

import java.util.List;

/**
 * The path of a value in an item.
 *
 * @param elements names from the outermost to the innermost, as in DynamoDB: a dot is part of a name
 */
record Path(List<String> elements) {
  Path {
    elements = List.copyOf(elements);
  }

  /** Returns the top-level attribute that contains the value. */
  String attribute() {
    return elements.get(0);
  }

  boolean isAttribute() {
    return elements.size() == 1;
  }
}
