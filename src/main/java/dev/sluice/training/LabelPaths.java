package dev.sluice.training;

import dev.sluice.analytics.LabelAttributes;
import dev.sluice.decode.ColumnMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * The paths in items that lead to the label. A model must not learn from them. A column derived from an attribute
 * counts as that attribute.
 *
 * @param learnt the paths of the view's label and of its time, each as names
 * @param others the paths of the labels section's label and time if the view has another label, each as names
 * @param schema the schema of the items
 */
record LabelPaths(List<List<String>> learnt, List<List<String>> others, StructType schema) {
  /**
   * Finds the paths.
   *
   * @param own whether the labels section names attributes of the items, not of a table of labels
   */
  static LabelPaths of(
      TrainingSettings settings, LabelAttributes labels, boolean own, StructType schema) {
    String label = settings.label();
    List<String> section = own ? List.of(labels.label(), labels.time()) : List.of();
    if (label == null) {
      return new LabelPaths(resolved(section, schema), List.of(), schema);
    }
    boolean same = own
        && resolved(List.of(label), schema).stream()
            .anyMatch(resolved(List.of(labels.label()), schema)::contains);
    List<String> learnt =
        same ? Stream.concat(Stream.of(label), section.stream()).toList() : List.of(label);
    return new LabelPaths(
        resolved(learnt, schema), resolved(same ? List.of() : section, schema), schema);
  }

  /**
   * Returns the names of each path in the columns. Also returns each path as a single attribute name, which may be in
   * the overflow.
   */
  private static List<List<String>> resolved(List<String> paths, StructType schema) {
    List<List<String>> resolved = new ArrayList<>();
    for (String path : paths) {
      resolved.add(Located.names(schema, path).orElseGet(() -> FeatureColumn.names(path)));
      resolved.add(FeatureColumn.names(path));
      resolved.add(List.of(path));
    }
    return resolved.stream().map(names -> underived(schema, names)).distinct().toList();
  }

  /** Returns the names with a derived column replaced by its attribute. */
  private static List<String> underived(StructType schema, List<String> names) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(names.get(0)))
        .flatMap(field -> ColumnMetadata.derivedFrom(field).stream())
        .findFirst()
        .map(source -> Stream.concat(Stream.of(source), names.stream().skip(1)).toList())
        .orElse(names);
  }

  /** Returns whether the value at these names is, contains or is part of the view's label or its time. */
  boolean isLearnt(List<String> names) {
    return meets(learnt, names);
  }

  /** Returns whether a column must not be a feature if the view names no features. */
  boolean withholds(String column) {
    return meets(learnt, List.of(column)) || meets(others, List.of(column));
  }

  private boolean meets(List<List<String>> resolved, List<String> column) {
    List<String> names = underived(schema, column);
    return resolved.stream().anyMatch(path -> {
      int both = Math.min(path.size(), names.size());
      return path.subList(0, both).equals(names.subList(0, both));
    });
  }
}
