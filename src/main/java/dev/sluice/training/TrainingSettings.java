package dev.sluice.training;

import dev.sluice.sql.SqlCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.dataset.training}.
 *
 * @param entity the entity type, one of those that {@code dataset.entity-by} tells apart; null: items of all types
 * @param label an attribute of the items; null: the labels section finds it
 * @param labelCategories true if labels are coded by a mapping that the snapshot keeps
 * @param features in order; none in a typed profile: every attribute but the label
 * @param filter a Spark SQL condition over the table's columns; null: every item
 * @param missing the number for a missing feature, or NaN
 * @param minFiles files of each channel at least
 */
public record TrainingSettings(
    Profile profile,
    @Nullable String entity,
    @Nullable String label,
    boolean labelCategories,
    List<FeatureSetting> features,
    @Nullable String filter,
    double missing,
    SplitSettings split,
    int minFiles) {
  public TrainingSettings {
    features = List.copyOf(features);
  }

  /** Returns the condition for items; null: all items. */
  @Nullable
  SqlCondition condition() {
    return filter == null ? null : new SqlCondition("sluice.dataset.training.filter", filter);
  }

  /** The form of the columns. */
  public enum Profile {
    /** The label, then the features, all doubles. */
    NUMERIC,
    /** The label, then the features, each of its own type. */
    TYPED
  }
}
