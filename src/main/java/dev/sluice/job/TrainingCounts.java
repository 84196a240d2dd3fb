package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts of the training view, from the manifest.
 *
 * @param section the manifest's section {@code training}
 */
record TrainingCounts(JsonNode section) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 3;
  private static final int LABEL = 24;
  private static final List<String> CHANNELS = List.of("train", "validation", "test");

  static TrainingCounts of(Map<String, Object> training) {
    return new TrainingCounts(JSON.valueToTree(training));
  }

  /** Returns rows and bytes of each channel, and the number of omitted items by reason. */
  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    for (String channel : CHANNELS) {
      JsonNode held = section.path(channel);
      if (held.isObject()) {
        ObjectNode counts = json.putObject(channel)
            .put("rows", held.path("rows").longValue())
            .put("bytes", held.path("bytes").longValue());
        if (held.has("labels")) {
          counts.set("labels", held.path("labels"));
        }
      }
    }
    json.set("leftOut", section.path("leftOut"));
    if (section.has("warnings")) {
      json.set("warnings", section.path("warnings"));
    }
    return json;
  }

  /** Returns one line of text. */
  String line() {
    List<String> parts = new ArrayList<>();
    for (String channel : CHANNELS) {
      JsonNode rows = section.path(channel).path("rows");
      if (rows.isNumber()) {
        parts.add(String.format(Locale.ROOT, "%s %,d rows", channel, rows.longValue()));
      }
    }
    long same = section.path("sameFeatures").path("distinct").longValue();
    if (same > 0) {
      parts.add(String.format(Locale.ROOT, "%,d equal features in several of them", same));
    }
    return String.join(", ", parts);
  }

  /** Returns the labels of each channel as one line of text; empty if the manifest has none. */
  String labels() {
    List<String> parts = new ArrayList<>();
    for (String channel : CHANNELS) {
      JsonNode labels = section.path(channel).path("labels");
      String text = labels.has("min") ? range(labels) : classes(labels);
      if (!text.isEmpty()) {
        parts.add(channel + " " + text);
      }
    }
    return String.join("; ", parts);
  }

  /** Returns warnings about the view, a line each. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    section.path("warnings").forEach(line -> lines.add(Printable.message(line.asText())));
    return lines;
  }

  private static String range(JsonNode labels) {
    return String.format(
        Locale.ROOT,
        "%s to %s, mean %s",
        labels.path("min").asText(),
        labels.path("max").asText(),
        labels.path("mean").asText());
  }

  /** Returns the classes, the most frequent first. */
  private static String classes(JsonNode labels) {
    List<Map.Entry<String, JsonNode>> classes =
        new ArrayList<>(labels.path("classes").properties());
    classes.sort(Comparator.comparingLong(entry -> -entry.getValue().asLong()));
    List<String> texts = new ArrayList<>();
    classes.stream()
        .limit(SHOWN)
        .forEach(entry -> texts.add(String.format(
            Locale.ROOT,
            "%s: %,d",
            Printable.brief(entry.getKey(), LABEL),
            entry.getValue().asLong())));
    long others =
        labels.path("others").path("classes").asLong() + Math.max(0, classes.size() - SHOWN);
    if (others > 0) {
      texts.add(String.format(Locale.ROOT, "%,d more classes", others));
    }
    return String.join(", ", texts);
  }
}
