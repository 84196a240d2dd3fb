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

/** The configuration of an experiment: maps within maps, laid out flat. */
final class Configuration {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Configuration() {}

  /**
   * Place → value; a place is the names that lead there, {@code optimizer/rate}. An attribute that is no map is one value,
   * at the place without a name.
   *
   * @param json DynamoDB JSON; null: it has none
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

  /** Every place where two configurations differ. */
  static List<Change> changes(Map<String, Setting> before, Map<String, Setting> after) {
    TreeSet<String> places = new TreeSet<>(before.keySet());
    places.addAll(after.keySet());
    return places.stream()
        .filter(place -> !Objects.equals(before.get(place), after.get(place)))
        .map(place -> new Change(place, before.get(place), after.get(place)))
        .toList();
  }

  private static void add(SortedMap<String, Setting> settings, String place, JsonNode value) {
    String type = value.fieldNames().next();
    JsonNode content = value.get(type);
    boolean holdsOthers = type.equals("M") && !content.isEmpty();
    if (!holdsOthers) {
      settings.put(place, new Setting(type, text(type, content)));
      return;
    }
    content.fields().forEachRemaining(member -> {
      String name = JsonPointer.escape(member.getKey());
      add(settings, place.isEmpty() ? name : place + "/" + name, member.getValue());
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
