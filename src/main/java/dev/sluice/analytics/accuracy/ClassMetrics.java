package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracyFigures.Averages;
import dev.sluice.analytics.AccuracyFigures.Majority;
import dev.sluice.analytics.ClassFigures;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Figures over all classes of some labelled items, of which there is at least one. */
final class ClassMetrics {
  private final SortedMap<String, ClassFigures> classes;

  ClassMetrics(SortedMap<String, ClassFigures> classes) {
    this.classes = classes;
  }

  Averages averages() {
    return new Averages(
        mean(ClassFigures::precision, figures -> 1),
        mean(ClassFigures::recall, figures -> 1),
        mean(ClassFigures::precision, ClassFigures::support),
        mean(ClassFigures::recall, ClassFigures::support),
        mean(ClassFigures::f1, ClassFigures::support));
  }

  Majority majority() {
    long labelled = classes.values().stream().mapToLong(ClassFigures::support).sum();
    return classes.entrySet().stream()
        .max(Comparator.<Map.Entry<String, ClassFigures>>comparingLong(
                entry -> entry.getValue().support())
            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(entry -> new Majority(
            entry.getKey(),
            entry.getValue().support(),
            (double) entry.getValue().support() / labelled))
        .orElseThrow();
  }

  /** The weighted mean of those that are defined; null if none is. */
  private @Nullable Double mean(
      Function<ClassFigures, @Nullable Double> figure, ToLongFunction<ClassFigures> weight) {
    double sum = 0;
    long weights = 0;
    for (ClassFigures figures : classes.values()) {
      Double value = figure.apply(figures);
      if (value != null) {
        sum += value * weight.applyAsLong(figures);
        weights += weight.applyAsLong(figures);
      }
    }
    return weights == 0 ? null : (Double) (sum / weights);
  }
}
