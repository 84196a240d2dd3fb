package dev.sluice.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The condition that every attribute that a decision read is unchanged. */
record RowCondition(
    String expression, Map<String, String> names, Map<String, AttributeValue> values) {
  /** The attributes that are read for every row. */
  private static final List<String> ALWAYS_READ = List.of(
      RowNames.AS_OF,
      RowNames.RUN_STARTED_AT,
      RowNames.RUN_ID,
      RowNames.RUN_NUMBER,
      RowNames.CONTENT_HASH,
      RowNames.RESTATED_BY,
      RowNames.ERODED_BY);

  /**
   * Returns the condition.
   *
   * @param there the row that the decision read; empty if there was none
   * @param order the order that the decision used
   */
  static RowCondition since(Map<String, AttributeValue> there, RowOrder order) {
    return there.isEmpty()
        ? new RowCondition("attribute_not_exists(#pk)", Map.of("#pk", RowNames.PK), Map.of())
        : same(
            there, Stream.concat(ALWAYS_READ.stream(), order.reads().stream()).toList());
  }

  private static RowCondition same(Map<String, AttributeValue> there, List<String> read) {
    StringJoiner expression = new StringJoiner(" AND ");
    Map<String, String> names = new HashMap<>(Map.of("#pk", RowNames.PK));
    Map<String, AttributeValue> values = new HashMap<>();
    expression.add("attribute_exists(#pk)");
    for (String name : read) {
      names.put("#" + name, name);
      AttributeValue value = there.get(name);
      if (value == null) {
        expression.add("attribute_not_exists(#" + name + ")");
      } else {
        values.put(":" + name, value);
        expression.add("#" + name + " = :" + name);
      }
    }
    return new RowCondition(expression.toString(), names, values);
  }
}
