package dev.sluice.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts key attributes, of types S, N and B, to DynamoDB JSON, ordered by name, and back. */
public final class KeyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyJson() {}

  /** Returns the attributes of a key condition as the JSON of an item. */
  public static String text(Map<String, Expression.Value> key) {
    return write(Expression.attributeValues(key)).toString();
  }

  static ObjectNode write(Map<String, AttributeValue> key) {
    ObjectNode json = JSON.createObjectNode();
    new TreeMap<>(key).forEach((name, value) -> json.set(name, write(value)));
    return json;
  }

  private static ObjectNode write(AttributeValue value) {
    ObjectNode json = JSON.createObjectNode();
    return switch (value.type()) {
      case S -> json.put("S", value.s());
      case N -> json.put("N", value.n());
      case B -> json.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      default ->
        throw new IllegalArgumentException("no key attribute has the type " + value.type());
    };
  }

  static Map<String, AttributeValue> read(JsonNode json) throws IOException {
    Map<String, AttributeValue> key = new TreeMap<>();
    for (Map.Entry<String, JsonNode> attribute : json.properties()) {
      key.put(attribute.getKey(), value(attribute.getValue()));
    }
    return key;
  }

  private static AttributeValue value(JsonNode typed) throws IOException {
    if (typed.has("S")) {
      return AttributeValue.fromS(typed.get("S").textValue());
    }
    if (typed.has("N")) {
      return AttributeValue.fromN(typed.get("N").textValue());
    }
    if (typed.has("B")) {
      return AttributeValue.fromB(SdkBytes.fromByteArray(typed.get("B").binaryValue()));
    }
    throw new IOException("no key attribute: " + typed);
  }
}
