package dev.sluice.scan;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expressions of one request with all their aliases and placeholders. Each is null if there is none, because
 * DynamoDB refuses empty ones.
 */
record RequestExpressions(
    @Nullable String projection,
    @Nullable String filter,
    @Nullable Map<String, String> names,
    @Nullable Map<String, AttributeValue> values) {
  /**
   * Combines the expressions of a request.
   *
   * @param columns attributes to fetch; empty: all
   */
  static RequestExpressions of(
      List<String> columns, @Nullable Expression filter, @Nullable Expression key) {
    Map<String, String> projected = projected(columns);
    Map<String, String> names = new HashMap<>(projected);
    Map<String, AttributeValue> values = new HashMap<>();
    Stream.of(filter, key).filter(Objects::nonNull).forEach(expression -> {
      names.putAll(expression.names());
      values.putAll(expression.attributeValues());
    });
    return new RequestExpressions(
        projected.isEmpty() ? null : String.join(",", projected.keySet()),
        filter == null ? null : filter.text(),
        names.isEmpty() ? null : names,
        values.isEmpty() ? null : values);
  }

  /**
   * Returns the attributes by alias. Every name gets an alias: some 570 words are reserved, and a name with a dot would
   * be read as a path. Returns an empty map, for all attributes, if DynamoDB would refuse the expression. Read units
   * are the same.
   */
  private static Map<String, String> projected(List<String> columns) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String column : columns) {
      names.put("#c" + names.size(), column);
    }
    // the text is ASCII, so it has as many bytes as characters
    boolean allowed = String.join(",", names.keySet()).length() <= Expression.MAX_BYTES
        && columns.stream().noneMatch(RequestExpressions::isTooLong);
    return allowed ? names : Map.of();
  }

  private static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > Expression.MAX_NAME_BYTES;
  }
}
