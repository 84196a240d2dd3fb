package dev.sluice.job.settings;

import dev.sluice.access.IndexNeeds;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.sql.SqlNames;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.experiments}.
 *
 * @param table name or ARN; null: there are none
 * @param index the index that is read instead of the table; null: the table itself
 */
public record ExperimentSettings(
    @Nullable String table, @Nullable String index, ExperimentAttributes attributes) {
  /** Returns a Spark SQL condition that keeps the experiments with the configured statuses; null: all. */
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

  /** Returns the attributes that an index must have, and the statuses whose share of the table the sample estimates. */
  IndexNeeds needs() {
    return new IndexNeeds(
        attributes.statuses().isEmpty() ? null : attributes.status(),
        attributes.statuses(),
        index == null ? List.of() : used());
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
}
