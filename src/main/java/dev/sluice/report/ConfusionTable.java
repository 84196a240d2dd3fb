package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The confusion of classes over several days.
 *
 * @param days number of days, up to the last one
 * @param counts label → prediction → items
 * @param labelled labels by class
 * @param predicted predictions by class, of items with a label
 * @param classes all classes, in the order of their names, numbers by value
 */
record ConfusionTable(
    int days,
    LocalDate last,
    Map<String, Map<String, Long>> counts,
    Map<String, Long> labelled,
    Map<String, Long> predicted,
    List<String> classes) {
  private static final Comparator<String> BY_NAME =
      Comparator.comparing(ConfusionTable::number).thenComparing(Comparator.naturalOrder());

  /**
   * One combination of a label and a wrong prediction.
   *
   * @param items number of such items
   * @param of number of items with this label
   */
  record Mistake(String label, String prediction, long items, long of) {}

  /**
   * Returns the confusion over the last 7 days if they have enough labels, else over the last 28. Empty without labels.
   */
  static Optional<ConfusionTable> of(ModelFigures model) {
    ConfusionTable week = over(model, 7);
    ConfusionTable chosen = week.total() >= Comparison.MIN_VALUES ? week : over(model, 28);
    return chosen.total() == 0 ? Optional.empty() : Optional.of(chosen);
  }

  private static ConfusionTable over(ModelFigures model, int days) {
    LocalDate last = model.period().last();
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    TreeSet<String> classes = new TreeSet<>(BY_NAME);
    for (AccuracyFigures row : model.accuracy()) {
      if (Period.day(row.window()).isAfter(last.minusDays(days))) {
        row.confusion().forEach((label, predictions) -> add(label, predictions, counts, classes));
      }
    }
    Map<String, Long> labelled = new TreeMap<>();
    Map<String, Long> predicted = new TreeMap<>();
    counts.forEach((label, predictions) -> predictions.forEach((prediction, n) -> {
      labelled.merge(label, n, Long::sum);
      predicted.merge(prediction, n, Long::sum);
    }));
    return new ConfusionTable(days, last, counts, labelled, predicted, List.copyOf(classes));
  }

  private static void add(
      String label,
      Map<String, Long> predictions,
      Map<String, Map<String, Long>> counts,
      TreeSet<String> classes) {
    classes.add(label);
    Map<String, Long> sums = counts.computeIfAbsent(label, unseen -> new TreeMap<>());
    predictions.forEach((prediction, n) -> {
      classes.add(prediction);
      sums.merge(prediction, n, Long::sum);
    });
  }

  private static double number(String name) {
    BigDecimal number = NumberGrammar.parse(name);
    return number == null ? Double.POSITIVE_INFINITY : number.doubleValue();
  }

  long count(String label, String prediction) {
    return counts.getOrDefault(label, Map.of()).getOrDefault(prediction, 0L);
  }

  long labels(String label) {
    return labelled.getOrDefault(label, 0L);
  }

  private long predictions(String prediction) {
    return predicted.getOrDefault(prediction, 0L);
  }

  /** Returns the share of the items with this label that was predicted so. */
  OptionalDouble recall(String label) {
    return ratio(count(label, label), labels(label));
  }

  /** Returns the share of the items with this prediction that has this label. */
  OptionalDouble precision(String prediction) {
    return ratio(count(prediction, prediction), predictions(prediction));
  }

  /** Returns 2 · correct ÷ (labels + predictions). */
  OptionalDouble f1(String name) {
    return ratio(2 * count(name, name), labels(name) + predictions(name));
  }

  private static OptionalDouble ratio(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  long total() {
    return labelled.values().stream().mapToLong(n -> n).sum();
  }

  /** Returns the classes with the most labels, in the order of their names. */
  List<String> largest(int most) {
    TreeSet<String> kept = new TreeSet<>(BY_NAME);
    classes.stream()
        .sorted(Comparator.comparing(this::labels).reversed().thenComparing(BY_NAME))
        .limit(most)
        .forEach(kept::add);
    return List.copyOf(kept);
  }

  /** Returns all mistakes, the most frequent first. */
  List<Mistake> mistakes() {
    List<Mistake> all = new ArrayList<>();
    counts.forEach((label, predictions) -> predictions.forEach((prediction, n) -> {
      if (n > 0 && !prediction.equals(label)) {
        all.add(new Mistake(label, prediction, n, labels(label)));
      }
    }));
    all.sort(Comparator.comparing(Mistake::items).reversed().thenComparing(Mistake::label));
    return all;
  }

  String inWords() {
    return "last " + days + " days, " + Notation.days(last.minusDays(days - 1L), last);
  }
}
