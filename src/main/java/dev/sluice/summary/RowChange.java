package dev.sluice.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An update expression for the attributes that say when and by whom a row was written or passed over; the content
 * stays.
 *
 * @param expression empty if nothing changes
 */
record RowChange(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
  /** Returns the change from one row to the other; only their bookkeeping may differ. */
  static RowChange between(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    List<String> sets = new ArrayList<>();
    List<String> removals = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    for (String name : RowNames.BOOKKEEPING) {
      AttributeValue now = after.get(name);
      if (now != null && !now.equals(before.get(name))) {
        names.put("#" + name, name);
        values.put(":new_" + name, now);
        sets.add("#" + name + " = :new_" + name);
      } else if (now == null && before.containsKey(name)) {
        names.put("#" + name, name);
        removals.add("#" + name);
      }
    }
    return new RowChange(clause("SET ", sets) + clause(" REMOVE ", removals), names, values);
  }

  boolean isNone() {
    return expression.isEmpty();
  }

  private static String clause(String verb, List<String> parts) {
    return parts.isEmpty() ? "" : verb + String.join(", ", parts);
  }
}
