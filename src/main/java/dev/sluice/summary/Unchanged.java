package dev.sluice.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The condition that a row still is what it was when a decision was made on it. */
record Unchanged(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
  /** What a row is told by. */
  private static final List<String> TELLING =
      List.of(Row.AS_OF, Row.RUN_ID, Row.CONTENT_HASH, Row.RESTATED_BY);

  /**
   * The condition.
   *
   * @param there the row then; empty where there was none
   */
  static Unchanged since(Map<String, AttributeValue> there) {
    return there.isEmpty()
        ? new Unchanged("attribute_not_exists(#pk)", Map.of("#pk", Row.PK), Map.of())
        : same(there);
  }

  private static Unchanged same(Map<String, AttributeValue> there) {
    StringJoiner expression = new StringJoiner(" AND ");
    Map<String, String> names = new HashMap<>(Map.of("#pk", Row.PK));
    Map<String, AttributeValue> values = new HashMap<>();
    expression.add("attribute_exists(#pk)");
    for (String name : TELLING) {
      names.put("#" + name, name);
      AttributeValue value = there.get(name);
      if (value == null) {
        expression.add("attribute_not_exists(#" + name + ")");
      } else {
        values.put(":" + name, value);
        expression.add("#" + name + " = :" + name);
      }
    }
    return new Unchanged(expression.toString(), names, values);
  }
}
