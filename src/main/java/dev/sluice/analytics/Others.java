package dev.sluice.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models and versions beyond {@link Limits}, summed up as {@code (others)}: the models as one, the versions within
 * their model. Accuracy is not computed for the summed-up models.
 *
 * @param models number of models
 * @param modelItems their items, in the days read
 * @param versions number of versions of models that have figures of their own
 * @param versionItems their items, in the days read
 * @param listed the first {@value #MAX_LISTED} of each, ordered by their items
 */
public record Others(
    long models, long modelItems, long versions, long versionItems, List<Counted> listed) {
  /** No others. */
  public static final Others NONE = new Others(0, 0, 0, 0, List.of());

  /**
   * The name of the summed-up models and versions; a model or version with this very name becomes {@code \(others)}.
   */
  public static final String NAME = "(others)";

  static final int MAX_LISTED = 100;

  public Others {
    listed = List.copyOf(listed);
  }

  /**
   * One of them, with its number of items.
   *
   * @param version null: all versions of the model
   */
  public record Counted(String model, @Nullable String version, long items) {}

  /** Returns whether there are any others. */
  public boolean any() {
    return models > 0 || versions > 0;
  }
}
