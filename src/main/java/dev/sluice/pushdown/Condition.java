package dev.sluice.pushdown;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition as DynamoDB knows it: of every item it is either true or false. */
sealed interface Condition {
  /** {@code path < value}; false where the value is missing or of another type, but for {@code <>}, true there. */
  record Comparison(Path path, String operator, AttributeValue value) implements Condition {}

  /** {@code path BETWEEN low AND high}, both included. */
  record Between(Path path, AttributeValue low, AttributeValue high) implements Condition {}

  /** {@code path IN (values)}, at most {@link #MOST_OPERANDS}. */
  record In(Path path, List<AttributeValue> values) implements Condition {}

  /** {@code name(path)}. */
  record Existence(String name, Path path) implements Condition {}

  /** {@code name(path, operand)}. */
  record Function(String name, Path path, AttributeValue operand) implements Condition {}

  /** Of one condition that is no {@link All} or {@link Any}. */
  record Not(Condition inner) implements Condition {}

  /** All are true. */
  record All(List<Condition> parts) implements Condition {}

  /** One at least is true. */
  record Any(List<Condition> parts) implements Condition {}

  /** DynamoDB's limit for IN. */
  int MOST_OPERANDS = 100;

  /** The conjunction; one condition stands for itself, since DynamoDB refuses redundant parentheses. */
  static Condition all(List<Condition> parts) {
    List<Condition> flat = parts.stream()
        .flatMap(p -> p instanceof All all ? all.parts.stream() : Stream.of(p))
        .distinct()
        .toList();
    return flat.size() == 1 ? flat.get(0) : new All(flat);
  }

  /** The disjunction, likewise. */
  static Condition any(List<Condition> parts) {
    List<Condition> flat = parts.stream()
        .flatMap(p -> p instanceof Any any ? any.parts.stream() : Stream.of(p))
        .distinct()
        .toList();
    return flat.size() == 1 ? flat.get(0) : new Any(flat);
  }
}
