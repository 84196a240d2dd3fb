package dev.sluice.training;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.NearestName;
import dev.sluice.item.AttributeType;
import dev.sluice.sql.SqlCondition;
import dev.sluice.training.TrainingSettings.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Checks the configuration against the tables' columns. Finds every error before a table is read. */
final class Requirements {
  private static final String SECTION = "sluice.dataset.training.";
  private static final String FEATURES = SECTION + "features";

  private final TrainingSettings settings;
  private final StructType schema;
  private final List<ConfigError> errors = new ArrayList<>();

  /**
   * Creates the check.
   *
   * @param schema the schema of the items' table
   */
  Requirements(TrainingSettings settings, StructType schema) {
    this.settings = settings;
    this.schema = schema;
  }

  /**
   * Checks everything.
   *
   * @param labelTable the columns of the table of labels; null: labels are attributes of the items
   * @throws InvalidConfigurationException with every error
   */
  void check(
      SparkSession spark,
      EventAttributes events,
      LabelAttributes labels,
      @Nullable StructType labelTable) {
    known("sluice.events.id", events.id(), schema);
    if (settings.split().by() == SplitSettings.By.TIME) {
      known("sluice.events.time", events.time(), schema);
    }
    if (settings.split().group() != null) {
      known(SECTION + "split.group", settings.split().group(), schema);
    }
    label(labels, labelTable);
    LabelPaths labelPaths = LabelPaths.of(settings, labels, labelTable == null, schema);
    ViewColumns columns = ViewColumns.of(settings, labelPaths, schema);
    names(columns.names());
    leaks(columns, labelPaths);
    columns.numbers().forEach(this::number);
    columns.typed().forEach(this::typed);
    filter(spark);
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }

  private void label(LabelAttributes labels, @Nullable StructType table) {
    if (settings.label() != null) {
      known(SECTION + "label", settings.label(), schema);
    } else if (table == null) {
      known("sluice.labels.label", labels.label(), schema);
    } else {
      known("sluice.labels.id", labels.id(), table);
      known("sluice.labels.label", labels.label(), table);
    }
  }

  private void names(List<String> names) {
    Set<String> seen = new HashSet<>();
    names.stream()
        .filter(name -> !seen.add(name.toLowerCase(Locale.ROOT)))
        .distinct()
        .forEach(name -> errors.add(new ConfigError(
            FEATURES,
            name,
            "is the name of two columns, to readers that fold case",
            settings.features().isEmpty()
                ? "Name the features, and this one otherwise: \"path as name\"."
                : "Name one of them otherwise: \"path as name\".")));
  }

  /** Refuses features from which a model would learn the label itself. */
  private void leaks(ViewColumns columns, LabelPaths labelPaths) {
    if (settings.features().isEmpty()) {
      return;
    }
    Stream.concat(columns.numbers().stream(), columns.typed().stream())
        .filter(feature -> labelPaths.isLearnt(feature.names()))
        .forEach(feature -> error(
            feature,
            "is, holds or is part of the label or of its time, which a model would learn from",
            "Leave it out; of a map that holds the label name what else is in it."));
  }

  private void number(Feature feature) {
    Optional<Located> found = known(feature);
    if (found.isEmpty() || found.get().inText()) {
      return;
    }
    DataType type = found.get().type();
    if (feature.range() != null && !(type instanceof ArrayType) && !found.get().isText()) {
      error(feature, "is no list", "Leave the index out.");
    } else if (feature.range() != null && AttributeType.isSet(found.get().tag())) {
      error(feature, "is a set, whose elements have no order", "Leave it out.");
    } else if (feature.range() == null && type instanceof ArrayType) {
      error(
          feature,
          "is a list or a set, no number",
          "Name its elements, such as \"" + feature.path() + "[0..9] as " + feature.name()
              + "\", or leave it out.");
    } else if (type instanceof StructType || type instanceof MapType) {
      error(
          feature,
          "is a map, no number",
          "Name what is in it, such as \"" + feature.path() + ".x\", or leave it out.");
    } else if (type instanceof BinaryType) {
      error(feature, "is binary, no number", "Leave it out.");
    }
  }

  private void typed(Feature feature) {
    known(feature);
    if (feature.missing() != null) {
      error(
          feature,
          "has a fill, but stays as it is in a typed view",
          "Leave `missing` out, or write profile = "
              + Profile.NUMERIC.name().toLowerCase(Locale.ROOT) + ".");
    }
  }

  private Optional<Located> known(Feature feature) {
    Optional<Located> found = Located.of(schema, feature.names());
    return found.isPresent() ? found : known(FEATURES, feature.path(), schema);
  }

  private Optional<Located> known(String key, String path, StructType columns) {
    Optional<Located> found = Located.of(columns, path);
    if (found.isEmpty()) {
      errors.add(new ConfigError(
          key,
          path,
          "is an attribute that no sampled item has",
          NearestName.sentence(path, Arrays.asList(columns.fieldNames()))
              + " One that few items have can be declared in sluice.source.schema.ddl."));
    }
    return found;
  }

  private void filter(SparkSession spark) {
    SqlCondition filter = settings.condition();
    if (filter != null) {
      errors.addAll(filter.errors(spark, schema));
    }
  }

  private void error(Feature feature, String problem, String remedy) {
    errors.add(new ConfigError(FEATURES, feature.path(), problem, remedy));
  }
}
