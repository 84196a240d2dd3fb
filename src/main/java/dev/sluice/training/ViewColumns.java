package dev.sluice.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;

import dev.sluice.decode.ColumnMetadata;
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
 * The columns of the view: which become numbers, and which stay as they are.
 *
 * @param label how the label becomes a number; null: it stays as it is
 * @param numbers features that become numbers
 * @param typed features that stay as they are
 * @param names of all columns, in order, the label first
 * @param labelNames what leads to the label in the items; null: section labels finds it
 * @param withheld attributes that are no features, since they are or hold the label or its time, where no features are named
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
   * The columns of a view of items.
   *
   * @param places where the items hold the label
   */
  static ViewColumns of(TrainingSettings settings, LabelPlaces places, StructType schema) {
    boolean all = settings.features().isEmpty();
    List<Feature> features = all
        ? everything(places, schema)
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
        all ? attributes(schema).filter(places::withholds).toList() : List.of());
  }

  /** What becomes a number: the label if it does, then the features. */
  List<Feature> read() {
    List<Feature> all = new ArrayList<>();
    if (label != null) {
      all.add(label);
    }
    all.addAll(numbers);
    return all;
  }

  /** The names of the columns that are numbers, in the order in which they are read. */
  List<String> numberNames() {
    return read().stream().flatMap(feature -> feature.columns().stream()).toList();
  }

  /** What stays as it is, the label first if it does. */
  List<Feature> typedFeatures() {
    List<Feature> all = new ArrayList<>();
    if (label == null) {
      all.add(Feature.of(List.of(LABEL), LABEL));
    }
    all.addAll(typed);
    return all;
  }

  /** The names of the columns that stay as they are. */
  List<String> typedNames() {
    return typedFeatures().stream().map(Feature::name).toList();
  }

  /** All names as {@link ValueStatusCounts} counts them. */
  List<String> talliedNames() {
    return Stream.concat(numberNames().stream(), typedNames().stream()).toList();
  }

  /** Of the rows of {@link Items#found}, the sources of what becomes numbers. */
  Column sources() {
    List<Column> sources = new ArrayList<>();
    if (label != null) {
      sources.add(col("label"));
    }
    for (int i = 0; i < numbers.size(); i++) {
      sources.add(col("source" + i));
    }
    return struct(sources.toArray(Column[]::new));
  }

  /** Of the rows of {@link Items#found}, the misfits of {@link #typedFeatures}. */
  Column misfits() {
    return label == null ? concat(array(col("labelMisfit")), col("misfits")) : col("misfits");
  }

  /** Of the rows of {@link ViewRows}, the features that are numbers, as an array. */
  Column valuesWithoutLabel() {
    return label == null
        ? col("values")
        : slice(col("values"), 2, Math.max(1, numberNames().size() - 1));
  }

  /** Of the rows of {@link ViewRows}, the columns of the view. */
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

  /** What a typed view cannot take as it is: categories, and what is within a list or a text. */
  private static boolean converted(Feature feature, StructType schema) {
    return feature.categories()
        || feature.span() != null
        || Located.of(schema, feature.names()).map(Located::inText).orElse(false);
  }

  private static List<Feature> everything(LabelPlaces places, StructType schema) {
    return attributes(schema)
        .filter(name -> !places.withholds(name))
        .map(name -> Feature.of(List.of(name), name))
        .toList();
  }

  private static Stream<String> attributes(StructType schema) {
    return Arrays.stream(schema.fieldNames()).filter(name -> !name.equals(ColumnMetadata.OVERFLOW));
  }
}
