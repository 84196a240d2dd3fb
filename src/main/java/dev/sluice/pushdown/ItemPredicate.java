package dev.sluice.pushdown;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition as DynamoDB knows it: of every item it is either true or false. */
sealed interface ItemPredicate {
  /** {@code path < value}; false where the value is missing or of another type, but for {@code <>}, true there. */
  record Comparison(Path path, String operator, AttributeValue value) implements ItemPredicate {}

  /** {@code path BETWEEN low AND high}, both included. */
  record Between(Path path, AttributeValue low, AttributeValue high) implements ItemPredicate {}

  /** {@code path IN (values)}, at most {@link #MAX_OPERANDS}. */
  record In(Path path, List<AttributeValue> values) implements ItemPredicate {}

  /** {@code name(path)}. */
  record Existence(String name, Path path) implements ItemPredicate {}

  /** {@code name(path, operand)}. */
  record Function(String name, Path path, AttributeValue operand) implements ItemPredicate {}

  /** A single condition: not an {@link All} or {@link Any}. */
  record Not(ItemPredicate inner) implements ItemPredicate {}

  /** All are true. */
  record All(List<ItemPredicate> parts) implements ItemPredicate {}

  /** At least one is true. */
  record Any(List<ItemPredicate> parts) implements ItemPredicate {}

  /** The number of values that DynamoDB allows in IN. */
  int MAX_OPERANDS = 100;

  /** The conjunction; one condition stands for itself, since DynamoDB refuses redundant parentheses. */
  static ItemPredicate all(List<ItemPredicate> parts) {
    List<ItemPredicate> flat = parts.stream()
        .flatMap(p -> p instanceof All all ? all.parts.stream() : Stream.of(p))
        .distinct()
        .toList();
    return flat.size() == 1 ? flat.get(0) : new All(flat);
  }

  /** The disjunction, likewise. */
  static ItemPredicate any(List<ItemPredicate> parts) {
    List<ItemPredicate> flat = parts.stream()
        .flatMap(p -> p instanceof Any any ? any.parts.stream() : Stream.of(p))
        .distinct()
        .toList();
    return flat.size() == 1 ? flat.get(0) : new Any(flat);
  }
}
