package dev.sluice.schema;

import java.util.Comparator;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * A name that may get a column, or a field.
 *
 * @param place among the keys
 * @param stated whether the user has declared it
 * @param before the earlier column of the name; null: there was none
 */
record Candidate(
    String name,
    TypeTally tally,
    int place,
    boolean stated,
    @Nullable StructField before) {
  static final int BEHIND_KEYS = Integer.MAX_VALUE;

  /** Who comes first, where there is room for some only, or names differ by case alone. */
  static final Comparator<Candidate> PRECEDENCE = Comparator.comparingInt(Candidate::place)
      .thenComparing(Comparator.comparing(Candidate::stated).reversed())
      .thenComparing(candidate -> candidate.before == null)
      .thenComparing(Comparator.comparingLong(Candidate::count).reversed())
      .thenComparing(Candidate::name);

  /** What is there whatever else is. */
  boolean isSure() {
    return place != BEHIND_KEYS || stated || before != null;
  }

  private long count() {
    return tally.count();
  }
}
