package dev.sluice.scan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * A projection expression. Every name is aliased: some 570 words are reserved, and a name with a dot would be read as a
 * path.
 */
record Projection(String expression, Map<String, String> names) {
  static Projection of(List<String> columns) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String column : columns) {
      names.put("#c" + names.size(), column);
    }
    return new Projection(String.join(", ", names.keySet()), names);
  }

  ScanRequest.Builder apply(ScanRequest.Builder request) {
    return names.isEmpty()
        ? request
        : request.projectionExpression(expression).expressionAttributeNames(names);
  }
}
