package dev.sluice.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as lines of DynamoDB JSON. */
final class JsonItems {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonItems() {}

  static String line(Map<String, AttributeValue> item) {
    ObjectNode line = JSON.createObjectNode();
    line.set("Item", members(item));
    return line.toString();
  }

  static ObjectNode members(Map<String, AttributeValue> members) {
    ObjectNode object = JSON.createObjectNode();
    members.forEach((name, value) -> object.set(name, value(value)));
    return object;
  }

  private static JsonNode value(AttributeValue value) {
    ObjectNode typed = JSON.createObjectNode();
    return switch (value.type()) {
      case S -> typed.put("S", value.s());
      case N -> typed.put("N", value.n());
      case BOOL -> typed.put("BOOL", value.bool());
      case NUL -> typed.put("NULL", true);
      case B -> typed.put("B", base64(value.b()));
      case SS -> typed.set("SS", array(value.ss(), JSON.getNodeFactory()::textNode));
      case NS -> typed.set("NS", array(value.ns(), JSON.getNodeFactory()::textNode));
      case BS -> typed.set("BS", array(value.bs(), b -> JSON.getNodeFactory().textNode(base64(b))));
      case L -> typed.set("L", array(value.l(), JsonItems::value));
      case M -> typed.set("M", members(value.m()));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static <T> ArrayNode array(List<T> elements, Function<T, JsonNode> each) {
    ArrayNode array = JSON.createArrayNode();
    elements.forEach(element -> array.add(each.apply(element)));
    return array;
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
