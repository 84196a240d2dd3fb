package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the training view holds, of the manifest's section.
 *
 * @param section the whole of it
 */
record TrainingCounts(JsonNode section) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CHANNELS = List.of("train", "validation", "test");

  static TrainingCounts of(Map<String, Object> training) {
    return new TrainingCounts(JSON.valueToTree(training));
  }

  /** Rows and bytes of each channel, and what was left out by its reason. */
  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    for (String channel : CHANNELS) {
      JsonNode held = section.path(channel);
      if (held.isObject()) {
        json.putObject(channel)
            .put("rows", held.path("rows").longValue())
            .put("bytes", held.path("bytes").longValue());
      }
    }
    json.set("leftOut", section.path("leftOut"));
    return json;
  }

  /** In one line for a person. */
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
}
