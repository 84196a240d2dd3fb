package dev.sluice.scan;

import java.io.Serializable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition in DynamoDB's own words.
 *
 * @param names by alias, {@code #n0}: no name stands in the text itself
 * @param values by placeholder, {@code :v0}
 */
public record Expression(String text, Map<String, String> names, Map<String, AttributeValue> values)
    implements Serializable {
  public Expression {
    names = Map.copyOf(names);
    values = Map.copyOf(values);
  }
}
