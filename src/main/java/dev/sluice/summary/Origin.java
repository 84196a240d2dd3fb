package dev.sluice.summary;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The origin of a row's figures. It distinguishes two pipelines that write rows of the same names.
 *
 * @param source ARN of the table; empty if unknown, as in rows of earlier releases
 * @param configuration hash of the settings that decide which items of the table are kept; empty if unknown
 */
public record Origin(String source, String configuration) {
  /** An unknown origin. */
  public static final Origin NONE = new Origin("", "");

  static Origin of(Map<String, AttributeValue> row) {
    return new Origin(
        Position.text(row, RowNames.SOURCE), Position.text(row, RowNames.SOURCE_CONFIGURATION));
  }

  /** Returns the known components as attributes. */
  Map<String, AttributeValue> attributes() {
    Map<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(RowNames.SOURCE, AttributeValue.fromS(source));
    attributes.put(RowNames.SOURCE_CONFIGURATION, AttributeValue.fromS(configuration));
    attributes.values().removeIf(value -> value.s().isEmpty());
    return attributes;
  }

  /** Returns whether both origins are known and differ. */
  boolean differs(Origin other) {
    return differ(source, other.source) || differ(configuration, other.configuration);
  }

  private static boolean differ(String a, String b) {
    return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
  }
}
