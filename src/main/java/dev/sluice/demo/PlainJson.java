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
 * Plain JSON → attribute values: null → NULL, a number → N with its text as written, an object → M, an array → L, but
 * the attributes named as string sets → SS.
 */
final class PlainJson {
  private final Set<String> stringSets;

  /**
   * @param stringSets names, at whatever depth, of attributes whose arrays are string sets; DynamoDB has no empty ones
   */
  PlainJson(Set<String> stringSets) {
    this.stringSets = Set.copyOf(stringSets);
  }

  /** The item whose opening brace the parser stands at; leaves it at the closing one. */
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
