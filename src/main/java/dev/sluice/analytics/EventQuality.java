package dev.sluice.analytics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong with events that is no figure of its own.
 *
 * @param undatedModelled of the items without a readable time those that have a model
 * @param unusablePredictions model → DynamoDB type → predictions of the days covered that are sets, lists, maps or binary:
 *     nothing to compare with a label
 * @param conflictingLabels events with a label, of which labels of the same time, or all without a time, say different things
 * @param undatedLabels events whose label that counts has no readable time
 */
public record EventQuality(
    long undatedModelled,
    SortedMap<String, SortedMap<String, Long>> unusablePredictions,
    long conflictingLabels,
    long undatedLabels) {
  /** DynamoDB's names of the types of predictions that are no one value. */
  public static final List<String> UNUSABLE_TYPES = List.of("SS", "NS", "BS", "L", "M", "B");

  /** Nothing. */
  public static final EventQuality NONE = new EventQuality(0, new TreeMap<>(), 0, 0);

  public EventQuality {
    unusablePredictions = Collections.unmodifiableSortedMap(new TreeMap<>(unusablePredictions));
  }

  /** Of one model: type → predictions that cannot be used. */
  public Map<String, Long> unusable(String model) {
    SortedMap<String, Long> types = unusablePredictions.get(model);
    return types == null ? Map.of() : types;
  }
}
