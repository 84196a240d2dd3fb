package dev.sluice.training;

import dev.sluice.sql.SqlCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.dataset.training}.
 *
 * @param entity the kind of item, of those that {@code dataset.entity-by} tells apart; null: they are not told apart
 * @param label an attribute of the item itself; null: what section labels finds
 * @param labelCategories whether labels are coded by a mapping that the snapshot keeps
 * @param features in order; none in a typed profile: every attribute but the label
 * @param filter a Spark SQL condition over the table's columns; null: every item
 * @param missing what stands for a feature that an item does not have; NaN or a number
 * @param minFiles the least number of files for each channel
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

  /** Which items the view is made of; null: of all. */
  @Nullable
  SqlCondition condition() {
    return filter == null ? null : new SqlCondition("sluice.dataset.training.filter", filter);
  }

  /** What columns are. */
  public enum Profile {
    /** The label, then the features, all doubles. */
    NUMERIC,
    /** The label, then the features, each of its own type. */
    TYPED
  }
}
