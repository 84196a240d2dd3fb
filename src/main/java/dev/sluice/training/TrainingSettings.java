package dev.sluice.training;

import dev.sluice.sql.SqlCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code sluice.dataset.training}.
 *
 * @param entity the entity type, as distinguished by {@code dataset.entity-by}; null: items of all types
 * @param label an attribute of the items; null: the labels section names it
 * @param labelCategories whether labels are coded by a mapping that the snapshot keeps
 * @param features the features in order; empty in a typed profile: every attribute except the label
 * @param filter a Spark SQL condition over the table's columns; null: every item
 * @param missing the number that replaces a missing feature, or NaN
 * @param minFiles the smallest number of files of each channel
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
    /** The label, then the features, all as doubles. */
    NUMERIC,
    /** The label, then the features, each with its own type. */
    TYPED
  }
}
