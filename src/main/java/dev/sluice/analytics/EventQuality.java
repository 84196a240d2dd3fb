package dev.sluice.analytics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts of flawed events that are no figures of their own; all but the first are of the days covered.
 *
 * @param undatedModelled of the items without a readable time those that have a model
 * @param unusablePredictions model → DynamoDB type → predictions that are sets, lists, maps or binary: nothing to compare
 *     with a label
 * @param unusableLabels likewise predictions whose only labels are so, or NULL
 * @param unusableVersions likewise events whose version is so: it counts as missing
 * @param unusableModels DynamoDB type → events whose model is so: they have none
 * @param conflictingLabels events with a label, of which labels of the same time, or all without a time, say different things
 * @param undatedLabels events whose label that counts has no readable time
 */
public record EventQuality(
    long undatedModelled,
    SortedMap<String, SortedMap<String, Long>> unusablePredictions,
    SortedMap<String, SortedMap<String, Long>> unusableLabels,
    SortedMap<String, SortedMap<String, Long>> unusableVersions,
    SortedMap<String, Long> unusableModels,
    long conflictingLabels,
    long undatedLabels) {
  /** DynamoDB's names of the types of predictions that are no one value. */
  public static final List<String> UNUSABLE_TYPES = List.of("SS", "NS", "BS", "L", "M", "B");

  /** Nothing. */
  public static final EventQuality NONE =
      new EventQuality(0, new TreeMap<>(), null, null, null, 0, 0);

  /** Takes null, as figures of an earlier release have it, for nothing. */
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

  /** Returns, for one model, type → predictions that cannot be used. */
  public Map<String, Long> unusable(String model) {
    SortedMap<String, Long> types = unusablePredictions.get(model);
    return types == null ? Map.of() : types;
  }

  /** Returns, for one model, type → predictions whose labels cannot be used. */
  public Map<String, Long> unusableLabels(String model) {
    SortedMap<String, Long> types = unusableLabels.get(model);
    return types == null ? Map.of() : types;
  }
}
