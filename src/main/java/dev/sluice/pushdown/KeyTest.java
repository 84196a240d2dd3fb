package dev.sluice.pushdown;

import dev.sluice.table.TableDescription;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Predicates on key attributes that a reader evaluates, because DynamoDB refuses keys in the filter of a Query. Can be
 * sent to executors. Values of S and B are bytes, those of N are {@link BigDecimal}; both are ordered as DynamoDB
 * orders them.
 *
 * @param types the type of each key attribute, by its name
 */
public record KeyTest(Map<String, String> types, List<Node> conditions) implements Serializable {
  public KeyTest {
    types = Map.copyOf(types);
    conditions = List.copyOf(conditions);
  }

  /** A condition on the values of an item's keys, by name. */
  sealed interface Node extends Serializable {}

  private record All(List<Node> parts) implements Node {}

  private record Any(List<Node> parts) implements Node {}

  private record Not(Node inner) implements Node {}

  private record Constant(boolean holds) implements Node {}

  /** @param operator an operator or function of DynamoDB */
  private record Test(String name, String operator, Serializable value) implements Node {}

  /** Returns the test; empty if one of the predicates concerns other attributes, or is not exact. */
  static Optional<KeyTest> of(
      List<Predicate> predicates, StructType schema, TableDescription.KeySchema keys) {
    Map<String, String> types = keys.all().stream()
        .collect(Collectors.toMap(TableDescription.Key::name, TableDescription.Key::type));
    List<Node> conditions = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Optional<Node> condition = new Translator(schema, MisfitConditions.of(null, keys))
          .translate(predicate)
          .filter(Translation::exact)
          .flatMap(translated -> compiled(translated.condition(), types));
      if (condition.isEmpty()) {
        return Optional.empty();
      }
      conditions.add(condition.get());
    }
    return Optional.of(new KeyTest(types, conditions));
  }

  private static Optional<Node> compiled(ItemPredicate condition, Map<String, String> types) {
    if (condition instanceof ItemPredicate.All all) {
      return parts(all.parts(), types).map(All::new);
    }
    if (condition instanceof ItemPredicate.Any any) {
      return parts(any.parts(), types).map(Any::new);
    }
    if (condition instanceof ItemPredicate.Not not) {
      return compiled(not.inner(), types).map(Not::new);
    }
    return single(condition, types);
  }

  private static Optional<List<Node>> parts(List<ItemPredicate> parts, Map<String, String> types) {
    List<Node> nodes = new ArrayList<>();
    parts.forEach(part -> compiled(part, types).ifPresent(nodes::add));
    return nodes.size() == parts.size() ? Optional.of(nodes) : Optional.empty();
  }

  private static Optional<Node> single(ItemPredicate condition, Map<String, String> types) {
    if (condition instanceof ItemPredicate.Comparison c) {
      return test(c.path(), c.operator(), c.value(), types);
    }
    if (condition instanceof ItemPredicate.Between b) {
      return parts(
              List.of(
                  new ItemPredicate.Comparison(b.path(), ">=", b.low()),
                  new ItemPredicate.Comparison(b.path(), "<=", b.high())),
              types)
          .map(All::new);
    }
    if (condition instanceof ItemPredicate.In in) {
      return parts(
              in.values().stream()
                  .<ItemPredicate>map(v -> new ItemPredicate.Comparison(in.path(), "=", v))
                  .toList(),
              types)
          .map(Any::new);
    }
    if (condition instanceof ItemPredicate.Existence e && type(e.path(), types) != null) {
      // every item has its keys
      return Optional.of(new Constant(e.name().equals("attribute_exists")));
    }
    if (condition instanceof ItemPredicate.Function f && type(f.path(), types) != null) {
      return f.name().equals("attribute_type")
          ? Optional.of(new Constant(Objects.equals(f.operand().s(), type(f.path(), types))))
          : test(f.path(), f.name(), f.operand(), types);
    }
    return Optional.empty();
  }

  private static @Nullable String type(Path path, Map<String, String> types) {
    return path.isAttribute() ? types.get(path.attribute()) : null;
  }

  private static Optional<Node> test(
      Path path, String operator, AttributeValue value, Map<String, String> types) {
    String type = type(path, types);
    Serializable known = type == null ? null : value(value, type);
    return known == null
        ? Optional.empty()
        : Optional.of(new Test(path.attribute(), operator, known));
  }

  /** Returns a literal's value; null if it is of another type than the key. */
  private static @Nullable Serializable value(AttributeValue value, String type) {
    return switch (type) {
      case "S" -> value.s() == null ? null : value.s().getBytes(StandardCharsets.UTF_8);
      case "B" -> value.b() == null ? null : value.b().asByteArray();
      default -> value.n() == null ? null : new BigDecimal(value.n());
    };
  }

  /**
   * Returns whether all predicates are TRUE for an item.
   *
   * @param key the values of its key attributes by name, all of them
   */
  public boolean holds(Map<String, Object> key) {
    return conditions.stream().allMatch(condition -> holds(condition, key));
  }

  private static boolean holds(Node node, Map<String, Object> key) {
    if (node instanceof All all) {
      return all.parts.stream().allMatch(part -> holds(part, key));
    }
    if (node instanceof Any any) {
      return any.parts.stream().anyMatch(part -> holds(part, key));
    }
    if (node instanceof Not not) {
      return !holds(not.inner, key);
    }
    if (node instanceof Constant constant) {
      return constant.holds;
    }
    Test test = (Test) node;
    return holds(test, Objects.requireNonNull(key.get(test.name)));
  }

  private static boolean holds(Test test, Object value) {
    return switch (test.operator) {
      case "=" -> compare(value, test.value) == 0;
      case "<>" -> compare(value, test.value) != 0;
      case "<" -> compare(value, test.value) < 0;
      case "<=" -> compare(value, test.value) <= 0;
      case ">" -> compare(value, test.value) > 0;
      case ">=" -> compare(value, test.value) >= 0;
      case "begins_with" -> beginsWith((byte[]) value, 0, (byte[]) test.value);
      case "contains" -> contains((byte[]) value, (byte[]) test.value);
      default -> throw new IllegalStateException("no test of keys: " + test.operator);
    };
  }

  private static int compare(Object one, Object other) {
    return one instanceof BigDecimal number
        ? number.compareTo((BigDecimal) other)
        : Arrays.compareUnsigned((byte[]) one, (byte[]) other);
  }

  private static boolean beginsWith(byte[] text, int from, byte[] part) {
    return part.length <= text.length - from
        && Arrays.equals(text, from, from + part.length, part, 0, part.length);
  }

  private static boolean contains(byte[] text, byte[] part) {
    for (int from = 0; from + part.length <= text.length; from++) {
      if (beginsWith(text, from, part)) {
        return true;
      }
    }
    return false;
  }
}
