package dev.sluice.demo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts plain JSON to attribute values: null → NULL, a number → N with its text as written, an object → M, an array
 * → L, or SS for the attributes that are named as string sets.
 */
final class PlainJson {
  private final Set<String> stringSets;

  /**
   * @param stringSets names, at any depth, of attributes whose arrays are string sets; DynamoDB has no empty ones
   */
  PlainJson(Set<String> stringSets) {
    this.stringSets = Set.copyOf(stringSets);
  }

  /** Reads the item whose opening brace the parser is at; leaves the parser at the closing one. */
  Map<String, AttributeValue> item(JsonParser json) throws IOException {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken first = json.nextToken();
      boolean set = first == JsonToken.START_ARRAY && stringSets.contains(name);
      item.put(name, set ? AttributeValue.fromSs(texts(json)) : value(json));
    }
    return item;
  }

  private AttributeValue value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> AttributeValue.fromNul(true);
      case VALUE_TRUE, VALUE_FALSE -> AttributeValue.fromBool(json.getBooleanValue());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> AttributeValue.fromN(json.getText());
      case VALUE_STRING -> AttributeValue.fromS(json.getText());
      case START_ARRAY -> AttributeValue.fromL(values(json));
      case START_OBJECT -> AttributeValue.fromM(item(json));
      default -> throw new IOException("no value at " + json.currentLocation());
    };
  }

  private List<AttributeValue> values(JsonParser json) throws IOException {
    List<AttributeValue> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(json));
    }
    return values;
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(json.getText());
    }
    return texts;
  }
}
