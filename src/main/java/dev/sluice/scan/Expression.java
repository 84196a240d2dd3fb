package dev.sluice.scan;

import java.io.Serializable;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition in DynamoDB's own words.
 *
 * @param names by alias, {@code #n0}: no name stands in the text itself
 * @param values by placeholder, {@code :v0}: scalars
 */
public record Expression(String text, Map<String, String> names, Map<String, Value> values)
    implements Serializable {
  /** DynamoDB's limit on an expression's text, in bytes of UTF-8. */
  public static final int MAX_BYTES = 4_096;

  /** DynamoDB's limit on a name in an expression, in bytes of UTF-8: an attribute's own may be longer. */
  public static final int MAX_NAME_BYTES = 255;

  public Expression {
    names = Map.copyOf(names);
    values = Map.copyOf(values);
  }

  /** The SDK's binaries are Serializable but arrive empty, so they travel as base64. */
  public sealed interface Value extends Serializable {
    /** S, N or BOOL. */
    record Plain(AttributeValue value) implements Value {}

    /** B. */
    record Binary(String base64) implements Value {}

    /** A scalar. */
    static Value of(AttributeValue value) {
      return value.b() == null
          ? new Plain(value)
          : new Binary(Base64.getEncoder().encodeToString(value.b().asByteArray()));
    }
  }

  /** The values as a request has them. */
  Map<String, AttributeValue> attributeValues() {
    Map<String, AttributeValue> all = new HashMap<>();
    values.forEach((placeholder, value) -> all.put(placeholder, attribute(value)));
    return all;
  }

  private static AttributeValue attribute(Value value) {
    return value instanceof Value.Binary binary
        ? AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(binary.base64())))
        : ((Value.Plain) value).value();
  }
}
