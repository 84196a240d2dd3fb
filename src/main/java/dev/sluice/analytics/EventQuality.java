package dev.sluice.analytics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts of flawed events that are not figures. All but {@code undatedModelled} cover the computed days only.
 *
 * @param undatedModelled items with a model but without a readable time
 * @param unusablePredictions model → DynamoDB type → predictions that are sets, lists, maps or binary and so cannot be
 *     compared with a label
 * @param unusableLabels the same, for predictions whose only labels are of such types, or NULL
 * @param unusableVersions the same, for events whose version is of such a type: it counts as missing
 * @param unusableModels DynamoDB type → events whose model is of such a type: they count as events without a model
 * @param conflictingLabels events whose newest labels, or labels without a time, contradict each other
 * @param undatedLabels events whose label in use has no readable time
 */
public record EventQuality(
    long undatedModelled,
    SortedMap<String, SortedMap<String, Long>> unusablePredictions,
    SortedMap<String, SortedMap<String, Long>> unusableLabels,
    SortedMap<String, SortedMap<String, Long>> unusableVersions,
    SortedMap<String, Long> unusableModels,
    long conflictingLabels,
    long undatedLabels) {
  /** DynamoDB's names of the types that hold no single value. */
  public static final List<String> UNUSABLE_TYPES = List.of("SS", "NS", "BS", "L", "M", "B");

  /** No flawed events. */
  public static final EventQuality NONE =
      new EventQuality(0, new TreeMap<>(), null, null, null, 0, 0);

  /** Replaces null by empty: figures of earlier releases lack some components. */
  public EventQuality(
      long undatedModelled,
      SortedMap<String, SortedMap<String, Long>> unusablePredictions,
      @Nullable SortedMap<String, SortedMap<String, Long>> unusableLabels,
      @Nullable SortedMap<String, SortedMap<String, Long>> unusableVersions,
      @Nullable SortedMap<String, Long> unusableModels,
      long conflictingLabels,
      long undatedLabels) {
    this.undatedModelled = undatedModelled;
    this.unusablePredictions = kept(unusablePredictions);
    this.unusableLabels = kept(unusableLabels);
    this.unusableVersions = kept(unusableVersions);
    this.unusableModels = kept(unusableModels);
    this.conflictingLabels = conflictingLabels;
    this.undatedLabels = undatedLabels;
  }

  private static <T> SortedMap<String, T> kept(@Nullable SortedMap<String, T> counts) {
    return Collections.unmodifiableSortedMap(
        counts == null ? new TreeMap<>() : new TreeMap<>(counts));
  }

  /** Returns one model's predictions that cannot be used, by DynamoDB type. */
  public Map<String, Long> unusable(String model) {
    SortedMap<String, Long> types = unusablePredictions.get(model);
    return types == null ? Map.of() : types;
  }

  /** Returns one model's predictions whose labels cannot be used, by DynamoDB type. */
  public Map<String, Long> unusableLabels(String model) {
    SortedMap<String, Long> types = unusableLabels.get(model);
    return types == null ? Map.of() : types;
  }
}
