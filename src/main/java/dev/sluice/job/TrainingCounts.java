package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The manifest's training section in one line for a person. */
final class TrainingLine {
  private TrainingLine() {}

  static String of(Map<String, Object> training) {
    JsonNode section = new ObjectMapper().valueToTree(training);
    List<String> parts = new ArrayList<>();
    for (String channel : List.of("train", "validation", "test")) {
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
