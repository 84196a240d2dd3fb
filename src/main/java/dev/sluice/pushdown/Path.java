package dev.sluice.pushdown;

import java.util.List;

/**
 * Where a value stands in an item.
 *
 * @param elements names from the outside in, each as DynamoDB has it: a dot in one is part of the name
 */
record Path(List<String> elements) {
  Path {
    elements = List.copyOf(elements);
  }

  /** The attribute that holds it. */
  String attribute() {
    return elements.get(0);
  }

  boolean isAttribute() {
    return elements.size() == 1;
  }
}
