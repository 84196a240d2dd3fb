package dev.sluice.training;

import dev.sluice.analytics.LabelAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * Where items themselves hold what is to be learnt: it must not be among what it is learnt from.
 *
 * @param learnt names that lead to the label that the view has, and to its time
 * @param others names that lead to the label and time of section {@code labels}, where the view has another label
 */
record LabelPlaces(List<List<String>> learnt, List<List<String>> others) {
  /**
   * @param own whether section labels is about attributes of the items, not of a table of labels
   */
  static LabelPlaces of(
      TrainingSettings settings, LabelAttributes labels, boolean own, StructType schema) {
    String label = settings.label();
    List<String> section = own ? List.of(labels.label(), labels.time()) : List.of();
    if (label == null) {
      return new LabelPlaces(places(section, schema), List.of());
    }
    boolean same = own && label.equals(labels.label());
    return new LabelPlaces(
        places(same ? section : List.of(label), schema),
        places(same ? List.of() : section, schema));
  }

  /** Of each path the way that the columns have, and an attribute of that very name, which may be in the overflow. */
  private static List<List<String>> places(List<String> paths, StructType schema) {
    List<List<String>> places = new ArrayList<>();
    for (String path : paths) {
      places.add(Located.names(schema, path).orElseGet(() -> Source.names(path)));
      places.add(Source.names(path));
      places.add(List.of(path));
    }
    return List.copyOf(places);
  }

  /** Whether what these names lead to is, holds or is part of the label that the view has, or its time. */
  boolean isLearnt(List<String> names) {
    return meets(learnt, names);
  }

  /** Whether a column is not for the features of a view that names none. */
  boolean withholds(String column) {
    return meets(learnt, List.of(column)) || meets(others, List.of(column));
  }

  private static boolean meets(List<List<String>> places, List<String> names) {
    return places.stream().anyMatch(place -> {
      int both = Math.min(place.size(), names.size());
      return place.subList(0, both).equals(names.subList(0, both));
    });
  }
}
