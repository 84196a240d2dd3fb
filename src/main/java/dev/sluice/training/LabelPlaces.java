package dev.sluice.training;

import dev.sluice.analytics.LabelAttributes;
import dev.sluice.decode.ColumnMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * Where items themselves hold what is to be learnt: it must not be among what it is learnt from.
 * A column that is derived from another says what that one says.
 *
 * @param learnt names that lead to the label that the view has, and to its time
 * @param others names that lead to the label and time of section {@code labels}, where the view has another label
 * @param schema of the items
 */
record LabelPlaces(List<List<String>> learnt, List<List<String>> others, StructType schema) {
  /**
   * @param own whether section labels is about attributes of the items, not of a table of labels
   */
  static LabelPlaces of(
      TrainingSettings settings, LabelAttributes labels, boolean own, StructType schema) {
    String label = settings.label();
    List<String> section = own ? List.of(labels.label(), labels.time()) : List.of();
    if (label == null) {
      return new LabelPlaces(places(section, schema), List.of(), schema);
    }
    boolean same = own
        && places(List.of(label), schema).stream()
            .anyMatch(places(List.of(labels.label()), schema)::contains);
    List<String> learnt =
        same ? Stream.concat(Stream.of(label), section.stream()).toList() : List.of(label);
    return new LabelPlaces(
        places(learnt, schema), places(same ? List.of() : section, schema), schema);
  }

  /** Of each path the way that the columns have, and an attribute of that very name, which may be in the overflow. */
  private static List<List<String>> places(List<String> paths, StructType schema) {
    List<List<String>> places = new ArrayList<>();
    for (String path : paths) {
      places.add(Located.names(schema, path).orElseGet(() -> FeatureColumn.names(path)));
      places.add(FeatureColumn.names(path));
      places.add(List.of(path));
    }
    return places.stream().map(names -> underived(schema, names)).distinct().toList();
  }

  /** Likewise, of the attribute that a column is derived from. */
  private static List<String> underived(StructType schema, List<String> names) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(names.get(0)))
        .flatMap(field -> ColumnMetadata.derivedFrom(field).stream())
        .findFirst()
        .map(source -> Stream.concat(Stream.of(source), names.stream().skip(1)).toList())
        .orElse(names);
  }

  /** Whether what these names lead to is, holds or is part of the label that the view has, or its time. */
  boolean isLearnt(List<String> names) {
    return meets(learnt, names);
  }

  /** Whether a column is not for the features of a view that names none. */
  boolean withholds(String column) {
    return meets(learnt, List.of(column)) || meets(others, List.of(column));
  }

  private boolean meets(List<List<String>> places, List<String> column) {
    List<String> names = underived(schema, column);
    return places.stream().anyMatch(place -> {
      int both = Math.min(place.size(), names.size());
      return place.subList(0, both).equals(names.subList(0, both));
    });
  }
}
