package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sums of numbers in JSON, and of objects of numbers by their fields. Whole numbers stay whole. */
final class JsonSums {
  private JsonSums() {}

  /** Returns the sum of numbers or of objects; empty if there is none. */
  static Optional<JsonNode> of(List<JsonNode> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        parts.stream().anyMatch(JsonNode::isObject) ? objects(parts) : numbers(parts));
  }

  /** Returns the sum of objects, in which a field is null if it is null in one of them; empty if there is none. */
  static Optional<ObjectNode> ofKnown(List<JsonNode> objects) {
    if (objects.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode sum = objects(objects);
    fields(objects).stream()
        .filter(name -> objects.stream().anyMatch(object -> object.path(name).isNull()))
        .forEach(sum::putNull);
    return Optional.of(sum);
  }

  private static ObjectNode objects(List<JsonNode> parts) {
    ObjectNode sum = Outcome.JSON.createObjectNode();
    fields(parts)
        .forEach(name ->
            sum.set(name, numbers(parts.stream().map(part -> part.path(name)).toList())));
    return sum;
  }

  /** Returns the names in all objects, those of the first in its order. */
  private static Set<String> fields(List<JsonNode> objects) {
    Set<String> names = new LinkedHashSet<>();
    objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
    return names;
  }

  private static JsonNode numbers(List<JsonNode> parts) {
    List<JsonNode> numbers = parts.stream().filter(JsonNode::isNumber).toList();
    return numbers.stream().allMatch(JsonNode::isIntegralNumber)
        ? LongNode.valueOf(numbers.stream().mapToLong(JsonNode::asLong).sum())
        : DoubleNode.valueOf(numbers.stream().mapToDouble(JsonNode::asDouble).sum());
  }
}
