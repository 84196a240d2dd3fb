package dev.sluice.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a channel's rows: the number of rows by class, or the range of numbers.
 *
 * @param classes class → number of rows, for the most frequent classes only
 * @param otherClasses the number of the other classes
 * @param otherRows the number of rows in the other classes
 * @param range the range of numbers that are not classes; null: labels are classes
 */
record HeldLabels(
    long rows,
    Map<String, Long> classes,
    long otherClasses,
    long otherRows,
    @Nullable Range range) {
  /** The labels of a channel without rows. */
  static final HeldLabels NONE = new HeldLabels(0, Map.of(), 0, 0, null);

  /** The mean is rounded to ten digits, because the order in which it is summed is not determined. */
  private static final MathContext MEAN = new MathContext(10);

  /** A number of rows and of their classes. */
  record Totals(long rows, long classes) {
    Totals plus(Totals other) {
      return new Totals(rows + other.rows, classes + other.classes);
    }
  }

  /** A range of numbers and their mean. */
  record Range(double min, double mean, double max) {}

  static HeldLabels ofClasses(Totals all, Map<String, Long> named) {
    long rows = named.values().stream().mapToLong(Long::longValue).sum();
    return new HeldLabels(
        all.rows(), named, Math.max(0, all.classes() - named.size()), all.rows() - rows, null);
  }

  static HeldLabels ofNumbers(long rows, double min, double mean, double max) {
    double rounded = new BigDecimal(mean).round(MEAN).doubleValue();
    return new HeldLabels(rows, Map.of(), 0, 0, new Range(min, rounded, max));
  }

  /** Returns whether all rows have the same label. */
  boolean isOneClass() {
    return range == null ? classes.size() + otherClasses == 1 : range.min() == range.max();
  }

  /**
   * Returns the labels in the manifest's form: {@code classes} and, if there are more, {@code others}; or {@code min,
   * mean, max}.
   */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (range != null) {
      json.put("min", range.min());
      json.put("mean", range.mean());
      json.put("max", range.max());
      return json;
    }
    json.put("classes", classes);
    if (otherRows > 0) {
      json.put("others", new Totals(otherRows, otherClasses));
    }
    return json;
  }
}
