package dev.sluice.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models and versions beyond {@link Limits}, which are summed up as {@code (others)}: the models as one, the versions within
 * their model. Of the models together there is no accuracy.
 *
 * @param models how many models
 * @param modelItems their items, of the days read
 * @param versions how many versions of models that have figures of their own
 * @param versionItems their items, likewise
 * @param listed the first {@value #MAX_LISTED} of each, by their items
 */
public record Others(
    long models, long modelItems, long versions, long versionItems, List<Counted> listed) {
  /** None. */
  public static final Others NONE = new Others(0, 0, 0, 0, List.of());

  /** The name that they bear; what is called so itself is {@code \(others)}. */
  public static final String NAME = "(others)";

  static final int MAX_LISTED = 100;

  public Others {
    listed = List.copyOf(listed);
  }

  /**
   * One of them.
   *
   * @param version null: all of the model
   */
  public record Counted(String model, @Nullable String version, long items) {}

  /** Returns whether there are any. */
  public boolean any() {
    return models > 0 || versions > 0;
  }
}
