package dev.sluice.job.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.sql.SqlNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.experiments}.
 *
 * @param table name or ARN; null: there are none
 * @param index that is read instead of it; null: the table itself
 */
public record ExperimentSettings(
    @Nullable String table, @Nullable String index, ExperimentAttributes attributes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Spark SQL condition that keeps the experiments whose status is asked for; null: all are. */
  @Nullable
  String filter() {
    if (attributes.statuses().isEmpty()) {
      return null;
    }
    String path = Arrays.stream(attributes.status().split("\\.", -1))
        .map(SqlNames::identifier)
        .collect(Collectors.joining("."));
    return attributes.statuses().stream()
        .map(SqlNames::literal)
        .collect(Collectors.joining(", ", path + " IN (", ")"));
  }

  /** The Spark source's options for them: the sample shall tell what share of the table is asked for. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    if (index != null) {
      options.put("index", index);
      options.put("job.needed", json(used()));
    }
    if (!attributes.statuses().isEmpty()) {
      options.put("job.selected-by", attributes.status());
      options.put("job.selected", json(attributes.statuses()));
    }
    return options;
  }

  private List<String> used() {
    return Stream.of(
            attributes.id(),
            attributes.name(),
            attributes.time(),
            attributes.status(),
            attributes.metric(),
            attributes.config())
        .filter(Objects::nonNull)
        .toList();
  }

  static String json(List<String> texts) {
    return JSON.valueToTree(texts).toString();
  }
}
