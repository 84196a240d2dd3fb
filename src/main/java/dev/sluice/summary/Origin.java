package dev.sluice.summary;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The source of a row's figures. It tells two pipelines that write rows of one name apart.
 *
 * @param source ARN of the table; empty where it is not known, as in rows of earlier releases
 * @param configuration hash of the settings that decide what is kept of the table; empty likewise
 */
public record Origin(String source, String configuration) {
  /** Not known. */
  public static final Origin NONE = new Origin("", "");

  static Origin of(Map<String, AttributeValue> row) {
    return new Origin(
        Position.text(row, RowNames.SOURCE), Position.text(row, RowNames.SOURCE_CONFIGURATION));
  }

  /** As attributes; none of what is not known. */
  Map<String, AttributeValue> attributes() {
    Map<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(RowNames.SOURCE, AttributeValue.fromS(source));
    attributes.put(RowNames.SOURCE_CONFIGURATION, AttributeValue.fromS(configuration));
    attributes.values().removeIf(value -> value.s().isEmpty());
    return attributes;
  }

  /** Returns whether it is known that this is another than the other. */
  boolean differs(Origin other) {
    return differ(source, other.source) || differ(configuration, other.configuration);
  }

  private static boolean differ(String a, String b) {
    return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
  }
}
