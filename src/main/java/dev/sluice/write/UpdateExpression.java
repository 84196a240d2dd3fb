package dev.sluice.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sets and removes top-level attributes. Every name has an alias, so that no reserved word or punctuation matters. The
 * aliases are short, because DynamoDB limits the text: {@code SET #0=:0,#1=:1 REMOVE #2}.
 *
 * @param text empty if nothing is set or removed
 * @param names alias → name
 * @param values placeholder → value
 */
record UpdateExpression(
    String text, Map<String, String> names, Map<String, AttributeValue> values) {
  static UpdateExpression of(Map<String, AttributeValue> set, Set<String> removed) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    List<String> sets = new ArrayList<>();
    set.forEach((name, value) -> {
      String alias = alias(names, name);
      String placeholder = ":" + alias.substring(1);
      values.put(placeholder, value);
      sets.add(alias + "=" + placeholder);
    });
    List<String> removes = removed.stream().map(name -> alias(names, name)).toList();
    return new UpdateExpression(
        (clause("SET ", sets) + clause(" REMOVE ", removes)).strip(), names, values);
  }

  /** Adds an alias of letters and digits. Those of a {@link Condition} begin with an underscore. */
  private static String alias(Map<String, String> names, String name) {
    String alias = "#" + Integer.toString(names.size(), Character.MAX_RADIX);
    names.put(alias, name);
    return alias;
  }

  private static String clause(String keyword, List<String> parts) {
    return parts.isEmpty() ? "" : keyword + String.join(",", parts);
  }
}
