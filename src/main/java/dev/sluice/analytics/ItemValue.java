package dev.sluice.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of an item that is not in a Spark table yet. It is found by the same paths as in {@link Attribute}.
 *
 * @param type DynamoDB's name of its type
 * @param text its value as text; JSON for sets, lists and maps; null for NULL
 */
public record ItemValue(String type, @Nullable String text) {
  /**
   * Returns the attribute; empty if the item does not have it.
   *
   * @param item name → value as DynamoDB JSON
   */
  public static Optional<ItemValue> at(Map<String, JsonNode> item, String path) {
    JsonNode whole = item.get(path);
    if (whole != null) {
      return tagged(whole);
    }
    List<String> names = Attribute.names(path);
    JsonNode node = item.getOrDefault(names.get(0), MissingNode.getInstance());
    for (int held = 1; held < names.size(); held++) {
      if (node.has("S")) {
        return inText(node.path("S").asText(), names.subList(held, names.size()));
      }
      node = node.path("M").path(names.get(held));
    }
    return tagged(node);
  }

  private static Optional<ItemValue> inText(String text, List<String> names) {
    JsonNode value = JsonText.at(JsonText.parse(text), names);
    return value.isMissingNode()
        ? Optional.empty()
        : Optional.of(new ItemValue(JsonText.type(value), text(value)));
  }

  private static Optional<ItemValue> tagged(JsonNode tagged) {
    if (tagged.size() != 1) {
      return Optional.empty();
    }
    Map.Entry<String, JsonNode> value = tagged.fields().next();
    boolean none = value.getKey().equals("NULL");
    return Optional.of(new ItemValue(value.getKey(), none ? null : text(value.getValue())));
  }

  private static @Nullable String text(JsonNode value) {
    return value.isNull() ? null : value.isContainerNode() ? value.toString() : value.asText();
  }
}
