package dev.sluice.scan;

import java.io.Serializable;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition in DynamoDB's expression syntax.
 *
 * @param names alias, {@code #n0} → name; the text itself contains no names
 * @param values placeholder, {@code :v0} → scalar
 */
public record Expression(String text, Map<String, String> names, Map<String, Value> values)
    implements Serializable {
  /** DynamoDB's limit on the text of an expression, in bytes of UTF-8. */
  public static final int MAX_BYTES = 4_096;

  /** DynamoDB's limit on a name in an expression, in bytes of UTF-8. An attribute's own name may be longer. */
  public static final int MAX_NAME_BYTES = 255;

  public Expression {
    names = Map.copyOf(names);
    values = Map.copyOf(values);
  }

  /**
   * A value that can be serialized. The SDK's binaries are Serializable but lose their content, so they travel as
   * base64.
   */
  public sealed interface Value extends Serializable {
    /** S, N or BOOL. */
    record Plain(AttributeValue value) implements Value {}

    /** B. */
    record Binary(String base64) implements Value {}

    /** Returns the value of a scalar. */
    static Value of(AttributeValue value) {
      return value.b() == null
          ? new Plain(value)
          : new Binary(Base64.getEncoder().encodeToString(value.b().asByteArray()));
    }
  }

  /** Returns the values by placeholder, as a request takes them. */
  Map<String, AttributeValue> attributeValues() {
    return attributeValues(values);
  }

  static Map<String, AttributeValue> attributeValues(Map<String, Value> values) {
    Map<String, AttributeValue> all = new HashMap<>();
    values.forEach((name, value) -> all.put(name, attribute(value)));
    return all;
  }

  private static AttributeValue attribute(Value value) {
    return value instanceof Value.Binary binary
        ? AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(binary.base64())))
        : ((Value.Plain) value).value();
  }
}
