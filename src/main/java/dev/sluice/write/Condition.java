package dev.sluice.write;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition on the stored item, in DynamoDB's syntax with an alias for every name.
 *
 * @param source as the user wrote it
 * @param text the condition expression
 * @param names alias → name of an attribute
 * @param columns placeholder → column of the row that gives the value
 * @param literals placeholder → value that the user wrote; S, N, BOOL or NULL
 */
public record Condition(
    String source,
    String text,
    Map<String, String> names,
    Map<String, String> columns,
    Map<String, AttributeValue> literals)
    implements Serializable {
  /** DynamoDB's limit on the text of an expression, in bytes of UTF-8. */
  static final int MAX_BYTES = 4_096;

  public Condition {
    names = Map.copyOf(names);
    columns = Map.copyOf(columns);
    literals = Map.copyOf(literals);
  }

  /** Returns the columns that it refers to. */
  public List<String> columnNames() {
    return columns.values().stream().distinct().sorted().toList();
  }

  /** Returns the same condition with its columns renamed. */
  public Condition renamed(UnaryOperator<String> name) {
    Map<String, String> renamed = new LinkedHashMap<>();
    columns.forEach((placeholder, column) -> renamed.put(placeholder, name.apply(column)));
    return new Condition(source, text, names, renamed, literals);
  }

  /** Returns the values for one row; columns without a value are left out. */
  Map<String, AttributeValue> values(Map<String, AttributeValue> row) {
    Map<String, AttributeValue> values = new LinkedHashMap<>(literals);
    columns.forEach((placeholder, column) -> {
      AttributeValue value = row.get(column);
      if (value != null) {
        values.put(placeholder, value);
      }
    });
    return values;
  }
}
