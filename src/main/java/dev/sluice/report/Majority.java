package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The most frequent label of several days: a model is only useful if it is better than always answering this label.
 *
 * @param label the label; of several equally frequent ones the first by text
 * @param support number of items with this label
 * @param labelled number of items with a label
 */
record Majority(String label, long support, long labelled) {
  private static final int MAX_LABEL_LENGTH = 12;

  /** Returns the majority; empty without labels. */
  static Optional<Majority> of(List<AccuracyFigures> days) {
    Map<String, Long> supports = new TreeMap<>();
    days.forEach(row -> row.perClass()
        .forEach((label, figures) -> supports.merge(label, figures.support(), Long::sum)));
    long labelled = days.stream().mapToLong(AccuracyFigures::labelled).sum();
    return supports.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
        .map(most -> new Majority(most.getKey(), most.getValue(), labelled));
  }

  double accuracy() {
    return (double) support / labelled;
  }

  /** Returns {@code always “7”: 10.4 %}. */
  String inWords() {
    return "always “" + PlainText.brief(label, MAX_LABEL_LENGTH) + "”: "
        + Notation.percent(accuracy());
  }
}
