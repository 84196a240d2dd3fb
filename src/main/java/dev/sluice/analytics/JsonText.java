package dev.sluice.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.item.NumberGrammar;
import java.util.List;

/** JSON in the text of an attribute, into which a path may continue. */
public final class JsonText {
  /** Keeps numbers as written. It accepts NaN, which Python writes although it is not JSON. */
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private JsonText() {}

  /** Parses the text as JSON; returns the missing node if it is none. */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the node below these names; the missing node if there is none. */
  public static JsonNode at(JsonNode json, List<String> names) {
    JsonNode found = json;
    for (String name : names) {
      found = found.path(name);
    }
    return found;
  }

  /** Returns DynamoDB's name of the type that the value would have. */
  static String type(JsonNode json) {
    if (json.isObject()) {
      return "M";
    } else if (json.isArray()) {
      return "L";
    } else if (json.isNumber()) {
      return "N";
    } else if (json.isBoolean()) {
      return "BOOL";
    }
    return json.isNull() ? "NULL" : "S";
  }

  /** Returns the value as DynamoDB JSON, {@code {"M":{"depth":{"N":"3"}}}}. */
  static ObjectNode dynamoDb(JsonNode json) {
    ObjectNode tagged = JsonNodeFactory.instance.objectNode();
    String type = type(json);
    return switch (type) {
      case "M" -> {
        ObjectNode members = tagged.putObject(type);
        json.fields().forEachRemaining(e -> members.set(e.getKey(), dynamoDb(e.getValue())));
        yield tagged;
      }
      case "L" -> {
        ArrayNode elements = tagged.putArray(type);
        json.forEach(element -> elements.add(dynamoDb(element)));
        yield tagged;
      }
      case "BOOL" -> tagged.put(type, json.booleanValue());
      case "NULL" -> tagged.put(type, true);
      case "N" -> tagged.put(type, NumberGrammar.canonical(json.asText()));
      default -> tagged.put(type, json.asText());
    };
  }
}
