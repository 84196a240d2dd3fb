package dev.sluice.schema;

import dev.sluice.schema.NamedAttributes.Asked;
import java.util.Comparator;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * A name that may get a column, or a field.
 *
 * @param place among the keys
 * @param stated whether the user has declared it
 * @param asked whether the configuration names it
 * @param before the earlier column of the name; null: there was none
 */
record Candidate(
    String name,
    TypeTally tally,
    int place,
    boolean stated,
    Asked asked,
    @Nullable StructField before) {
  static final int BEHIND_KEYS = Integer.MAX_VALUE;

  /** Who comes first, where there is room for some only, or names differ by case alone. */
  static final Comparator<Candidate> PRECEDENCE = Comparator.comparingInt(Candidate::place)
      .thenComparing(Comparator.comparing(Candidate::stated).reversed())
      .thenComparing(Candidate::asked)
      .thenComparing(candidate -> candidate.before == null)
      .thenComparing(Comparator.comparingLong(Candidate::count).reversed())
      .thenComparing(Candidate::name);

  /** What has a column whatever else there is, if anything says its type. */
  boolean isSure() {
    return isTyped() || asked != Asked.NOT;
  }

  /** Whether it has a type though the sample says none. */
  boolean isTyped() {
    return place != BEHIND_KEYS || stated || before != null;
  }

  private long count() {
    return tally.count();
  }
}
