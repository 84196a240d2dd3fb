package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes a condition with an alias for every name and value, so that no name is reserved, is read as a path, or
 * collides with another. One instance writes one expression.
 */
final class ExpressionWriter {
  /** DynamoDB's limit on the operators of an expression. Operands of IN count as operators. */
  private static final int MAX_OPERATORS = 300;

  /** The largest size of all values in bytes. DynamoDB allows 2 MB, but sending that for each page saves nothing. */
  private static final int MAX_VALUE_BYTES = 64 << 10;

  private final String prefix;
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();
  private int operators;

  private ExpressionWriter(String prefix) {
    this.prefix = prefix;
  }

  /** Writes a condition. It may be combined in one request with a condition of another prefix. */
  static Expression write(ItemPredicate condition, String prefix) {
    ExpressionWriter writer = new ExpressionWriter(prefix);
    return writer.expression(writer.text(condition));
  }

  /** Returns whether DynamoDB accepts a condition with the aliases of this prefix. */
  static boolean fits(ItemPredicate condition, String prefix) {
    ExpressionWriter writer = new ExpressionWriter(prefix);
    String text = writer.text(condition);
    // aliases, placeholders and operators are ASCII
    return text.length() <= Expression.MAX_BYTES
        && writer.operators <= MAX_OPERATORS
        && writer.values.values().stream().mapToInt(ExpressionWriter::bytes).sum()
            <= MAX_VALUE_BYTES;
  }

  private Expression expression(String text) {
    Map<String, String> names = aliases.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    Map<String, Expression.Value> sent = new LinkedHashMap<>();
    values.forEach((placeholder, value) -> sent.put(placeholder, Expression.Value.of(value)));
    return new Expression(text, names, sent);
  }

  private String text(ItemPredicate condition) {
    operators++;
    if (condition instanceof ItemPredicate.All all) {
      return joined(all.parts(), " AND ");
    }
    if (condition instanceof ItemPredicate.Any any) {
      return joined(any.parts(), " OR ");
    }
    return single(condition);
  }

  private String single(ItemPredicate condition) {
    if (condition instanceof ItemPredicate.Comparison c) {
      return name(c.path()) + " " + c.operator() + " " + value(c.value());
    }
    if (condition instanceof ItemPredicate.Between b) {
      return name(b.path()) + " BETWEEN " + value(b.low()) + " AND " + value(b.high());
    }
    if (condition instanceof ItemPredicate.In in) {
      operators += in.values().size();
      return name(in.path())
          + in.values().stream().map(this::value).collect(Collectors.joining(", ", " IN (", ")"));
    }
    if (condition instanceof ItemPredicate.Existence e) {
      return e.name() + "(" + name(e.path()) + ")";
    }
    if (condition instanceof ItemPredicate.Function f) {
      return f.name() + "(" + name(f.path()) + ", " + value(f.operand()) + ")";
    }
    if (condition instanceof ItemPredicate.Not not) {
      return "NOT " + text(not.inner());
    }
    throw new IllegalArgumentException("no single condition: " + condition);
  }

  /** Joins parts, with parentheses around compound parts only. DynamoDB refuses redundant ones. */
  private String joined(List<ItemPredicate> parts, String operator) {
    operators += parts.size() - 1;
    return parts.stream()
        .map(part -> part instanceof ItemPredicate.All || part instanceof ItemPredicate.Any
            ? "(" + text(part) + ")"
            : text(part))
        .collect(Collectors.joining(operator));
  }

  private String name(Path path) {
    return path.elements().stream()
        .map(e -> aliases.computeIfAbsent(e, n -> "#" + prefix + "n" + aliases.size()))
        .collect(Collectors.joining("."));
  }

  private String value(AttributeValue value) {
    String placeholder = ":" + prefix + "v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  /** Returns the size of a string or a binary in bytes, as DynamoDB counts it. */
  static int bytes(AttributeValue value) {
    if (value.s() != null) {
      return value.s().getBytes(StandardCharsets.UTF_8).length;
    }
    return value.b() == null ? 1 : value.b().asByteArrayUnsafe().length;
  }
}
