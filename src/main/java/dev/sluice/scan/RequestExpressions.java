package dev.sluice.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expressions of one request with all their aliases and placeholders; each null where there are none, since DynamoDB
 * refuses what is empty.
 */
record RequestExpressions(
    @Nullable String projection,
    @Nullable String filter,
    @Nullable Map<String, String> names,
    @Nullable Map<String, AttributeValue> values) {
  static RequestExpressions of(
      Projection projection, @Nullable Expression filter, @Nullable Expression key) {
    Map<String, String> names = new HashMap<>(projection.names());
    Map<String, AttributeValue> values = new HashMap<>();
    Stream.of(filter, key).filter(Objects::nonNull).forEach(expression -> {
      names.putAll(expression.names());
      values.putAll(expression.attributeValues());
    });
    return new RequestExpressions(
        projection.text(),
        filter == null ? null : filter.text(),
        names.isEmpty() ? null : names,
        values.isEmpty() ? null : values);
  }
}
