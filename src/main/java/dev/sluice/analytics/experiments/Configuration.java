package dev.sluice.analytics.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.NumberGrammar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The configuration of an experiment, with nested maps flattened. */
final class Configuration {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Configuration() {}

  /**
   * Returns path → value; a path is the names to the value, {@code optimizer/rate}. An attribute that is no map is one
   * value, with an empty path.
   *
   * @param json DynamoDB JSON; null: the experiment has no configuration
   */
  static SortedMap<String, Setting> of(@Nullable String json) {
    SortedMap<String, Setting> settings = new TreeMap<>();
    if (json != null) {
      try {
        add(settings, "", JSON.readTree(json));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an attribute is always JSON: " + json, e);
      }
    }
    return settings;
  }

  /** Returns every difference between two configurations. */
  static List<Change> changes(Map<String, Setting> before, Map<String, Setting> after) {
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(before.get(path), after.get(path)))
        .map(path -> new Change(path, before.get(path), after.get(path)))
        .toList();
  }

  private static void add(SortedMap<String, Setting> settings, String path, JsonNode value) {
    String type = value.fieldNames().next();
    JsonNode content = value.get(type);
    boolean holdsOthers = type.equals("M") && !content.isEmpty();
    if (!holdsOthers) {
      settings.put(path, new Setting(type, text(type, content)));
      return;
    }
    content.fields().forEachRemaining(member -> {
      String name = JsonPointer.escape(member.getKey());
      add(settings, path.isEmpty() ? name : path + "/" + name, member.getValue());
    });
  }

  private static String text(String type, JsonNode content) {
    return switch (type) {
      case "N" -> NumberGrammar.canonical(content.asText());
      case "NULL" -> "null";
      case "SS", "NS", "BS" -> set(content, type.equals("NS"));
      default -> content.isValueNode() ? content.asText() : content.toString();
    };
  }

  private static String set(JsonNode elements, boolean numbers) {
    return StreamSupport.stream(elements.spliterator(), false)
        .map(JsonNode::asText)
        .map(text -> numbers ? NumberGrammar.canonical(text) : text)
        .sorted()
        .map(text -> JSON.getNodeFactory().textNode(text).toString())
        .collect(Collectors.joining(",", "[", "]"));
  }
}
