package dev.sluice.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.analytics.ExperimentFigures.Setting;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts a configuration's values back to the attribute values that they were. */
final class SettingValue {
  private SettingValue() {}

  static AttributeValue of(Setting setting) {
    return switch (setting.type()) {
      case "S" -> AttributeValue.fromS(setting.text());
      case "N" -> AttributeValue.fromN(setting.text());
      case "BOOL" -> AttributeValue.fromBool(Boolean.valueOf(setting.text()));
      case "NULL" -> AttributeValue.fromNul(true);
      case "B" -> AttributeValue.fromB(bytes(setting.text()));
      default -> container(setting.type(), content(setting));
    };
  }

  private static JsonNode content(Setting setting) {
    try {
      return SummaryRow.JSON.readTree(setting.text());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no DynamoDB JSON: " + setting, e);
    }
  }

  private static AttributeValue tagged(JsonNode value) {
    String type = value.fieldNames().next();
    JsonNode content = value.get(type);
    return content.isContainerNode()
        ? container(type, content)
        : of(new Setting(type, content.asText()));
  }

  private static AttributeValue container(String type, JsonNode content) {
    return switch (type) {
      case "M" -> AttributeValue.fromM(members(content));
      case "L" ->
        AttributeValue.fromL(elements(content).map(SettingValue::tagged).toList());
      case "SS" -> AttributeValue.fromSs(texts(content));
      case "NS" -> AttributeValue.fromNs(texts(content));
      case "BS" ->
        AttributeValue.fromBs(texts(content).stream().map(SettingValue::bytes).toList());
      default -> throw new IllegalArgumentException("DynamoDB has no type " + type);
    };
  }

  private static Map<String, AttributeValue> members(JsonNode content) {
    Map<String, AttributeValue> members = new TreeMap<>();
    content
        .fields()
        .forEachRemaining(
            member -> members.put(KeyParts.key(member.getKey()), tagged(member.getValue())));
    return members;
  }

  private static List<String> texts(JsonNode content) {
    return elements(content).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> elements(JsonNode content) {
    return StreamSupport.stream(content.spliterator(), false);
  }

  private static SdkBytes bytes(String base64) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64));
  }
}
