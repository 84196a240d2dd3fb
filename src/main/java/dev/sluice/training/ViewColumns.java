package dev.sluice.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;

import dev.sluice.item.OverflowColumn;
import dev.sluice.training.TrainingSettings.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the view. Some are read as numbers, others keep their types.
 *
 * @param label the label if it is read as a number; null: it keeps its type
 * @param numbers the features that are read as numbers
 * @param typed the features that keep their types
 * @param names the names of all columns in order, the label first
 * @param labelNames the names that lead to the label in the items; null: the labels section names it
 * @param withheld if no features are named, the attributes that are or contain the label or its time, and so are not
 *     features
 */
record ViewColumns(
    @Nullable Feature label,
    List<Feature> numbers,
    List<Feature> typed,
    List<String> names,
    @Nullable List<String> labelNames,
    List<String> withheld) {
  static final String LABEL = "label";

  /**
   * Returns the columns of a view of items.
   *
   * @param labelPaths the paths of the label in the items
   */
  static ViewColumns of(TrainingSettings settings, LabelPaths labelPaths, StructType schema) {
    boolean all = settings.features().isEmpty();
    List<Feature> features = all
        ? everything(labelPaths, schema)
        : settings.features().stream().map(feature -> feature.in(schema)).toList();
    boolean numeric = settings.profile() == Profile.NUMERIC;
    List<Feature> numbers = new ArrayList<>();
    List<Feature> typed = new ArrayList<>();
    for (Feature feature : features) {
      (numeric || converted(feature, schema) ? numbers : typed).add(feature);
    }
    List<String> names = new ArrayList<>(List.of(LABEL));
    features.forEach(feature -> names.addAll(feature.columns()));
    return new ViewColumns(
        numeric || settings.labelCategories() ? labelNumber(settings, schema) : null,
        List.copyOf(numbers),
        List.copyOf(typed),
        List.copyOf(names),
        labelNames(settings, schema),
        all ? attributes(schema).filter(labelPaths::withholds).toList() : List.of());
  }

  /** Returns the features that are read as numbers. The label comes first if it is one of them. */
  List<Feature> read() {
    List<Feature> all = new ArrayList<>();
    if (label != null) {
      all.add(label);
    }
    all.addAll(numbers);
    return all;
  }

  /** Returns the names of the columns that are numbers, in the order of {@link #read}. */
  List<String> numberNames() {
    return read().stream().flatMap(feature -> feature.columns().stream()).toList();
  }

  /** Returns the features that keep their types. The label comes first if it is one of them. */
  List<Feature> typedFeatures() {
    List<Feature> all = new ArrayList<>();
    if (label == null) {
      all.add(Feature.of(List.of(LABEL), LABEL));
    }
    all.addAll(typed);
    return all;
  }

  /** Returns the names of the columns that keep their types. */
  List<String> typedNames() {
    return typedFeatures().stream().map(Feature::name).toList();
  }

  /** Returns all names in the order of {@link ValueStatusCounts}. */
  List<String> countedNames() {
    return Stream.concat(numberNames().stream(), typedNames().stream()).toList();
  }

  /** Returns the {@link FeatureColumn}s of {@link #read}, in rows of {@link Items#found}. */
  Column featureColumns() {
    List<Column> features = new ArrayList<>();
    if (label != null) {
      features.add(col("label"));
    }
    for (int i = 0; i < numbers.size(); i++) {
      features.add(col("feature" + i));
    }
    return struct(features.toArray(Column[]::new));
  }

  /** Returns the misfits of {@link #typedFeatures}, in rows of {@link Items#found}. */
  Column misfits() {
    return label == null ? concat(array(col("labelMisfit")), col("misfits")) : col("misfits");
  }

  /** Returns the numeric features as an array, in rows of {@link ViewRows}. */
  Column valuesWithoutLabel() {
    return label == null
        ? col("values")
        : slice(col("values"), 2, Math.max(1, numberNames().size() - 1));
  }

  /** Returns the columns of the view, in rows of {@link ViewRows}. */
  Column[] output() {
    Map<String, Column> byName = new HashMap<>();
    List<String> read = numberNames();
    for (int i = 0; i < read.size(); i++) {
      byName.put(read.get(i), col("values").getItem(i));
    }
    byName.putIfAbsent(LABEL, col("typedLabel"));
    for (int i = 0; i < typed.size(); i++) {
      byName.put(typed.get(i).name(), col("typed" + i));
    }
    return names.stream()
        .map(name -> Objects.requireNonNull(byName.get(name), name).as(name))
        .toArray(Column[]::new);
  }

  private static Feature labelNumber(TrainingSettings settings, StructType schema) {
    List<String> names = labelNames(settings, schema);
    return new Feature(
        names == null ? List.of(LABEL) : names,
        null,
        LABEL,
        settings.labelCategories(),
        Double.NaN,
        false);
  }

  private static @Nullable List<String> labelNames(TrainingSettings settings, StructType schema) {
    String path = settings.label();
    return path == null
        ? null
        : Located.names(schema, path).orElseGet(() -> FeatureColumn.names(path));
  }

  /** Returns whether a feature of a typed view is read as a number: a category, or a value in a list or a text. */
  private static boolean converted(Feature feature, StructType schema) {
    return feature.categories()
        || feature.range() != null
        || Located.of(schema, feature.names()).map(Located::inText).orElse(false);
  }

  private static List<Feature> everything(LabelPaths labelPaths, StructType schema) {
    return attributes(schema)
        .filter(name -> !labelPaths.withholds(name))
        .map(name -> Feature.of(List.of(name), name))
        .toList();
  }

  private static Stream<String> attributes(StructType schema) {
    return Arrays.stream(schema.fieldNames()).filter(name -> !name.equals(OverflowColumn.NAME));
  }
}
