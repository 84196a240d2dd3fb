package dev.sluice.pushdown;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition in DynamoDB's terms. It is either true or false for every item. */
sealed interface ItemPredicate {
  /**
   * {@code path < value}. False if the value is missing or of another type, except for {@code <>}, which is then true.
   */
  record Comparison(Path path, String operator, AttributeValue value) implements ItemPredicate {}

  /** {@code path BETWEEN low AND high}, with both ends included. */
  record Between(Path path, AttributeValue low, AttributeValue high) implements ItemPredicate {}

  /** {@code path IN (values)}, with at most {@link #MAX_OPERANDS} values. */
  record In(Path path, List<AttributeValue> values) implements ItemPredicate {}

  /** {@code name(path)}. */
  record Existence(String name, Path path) implements ItemPredicate {}

  /** {@code name(path, operand)}. */
  record Function(String name, Path path, AttributeValue operand) implements ItemPredicate {}

  /** The negation of a single condition, which is not an {@link All} or {@link Any}. */
  record Not(ItemPredicate inner) implements ItemPredicate {}

  /** True if all parts are true. */
  record All(List<ItemPredicate> parts) implements ItemPredicate {}

  /** True if at least one part is true. */
  record Any(List<ItemPredicate> parts) implements ItemPredicate {}

  /** The largest number of values that DynamoDB allows in IN. */
  int MAX_OPERANDS = 100;

  /**
   * Returns the conjunction. A single condition is returned unchanged, because DynamoDB refuses redundant parentheses.
   */
  static ItemPredicate all(List<ItemPredicate> parts) {
    List<ItemPredicate> flat = parts.stream()
        .flatMap(p -> p instanceof All all ? all.parts.stream() : Stream.of(p))
        .distinct()
        .toList();
    return flat.size() == 1 ? flat.get(0) : new All(flat);
  }

  /** Returns the disjunction. A single condition is returned unchanged. */
  static ItemPredicate any(List<ItemPredicate> parts) {
    List<ItemPredicate> flat = parts.stream()
        .flatMap(p -> p instanceof Any any ? any.parts.stream() : Stream.of(p))
        .distinct()
        .toList();
    return flat.size() == 1 ? flat.get(0) : new Any(flat);
  }
}
