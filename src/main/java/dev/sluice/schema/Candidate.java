package dev.sluice.schema;

import dev.sluice.schema.NamedAttributes.NameMatch;
import java.util.Comparator;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * An attribute name that may get a column, or a field.
 *
 * @param keyIndex its index among the keys; {@link #NO_KEY}: not a key
 * @param stated whether the user has declared it
 * @param match how the configuration names it
 * @param before the earlier column of this name; null: there was none
 */
record Candidate(
    String name,
    TypeTally tally,
    int keyIndex,
    boolean stated,
    NameMatch match,
    @Nullable StructField before) {
  static final int NO_KEY = Integer.MAX_VALUE;

  /** Orders candidates by precedence, for when not all fit or names differ only by case. */
  static final Comparator<Candidate> PRECEDENCE = Comparator.comparingInt(Candidate::keyIndex)
      .thenComparing(Comparator.comparing(Candidate::stated).reversed())
      .thenComparing(Candidate::match)
      .thenComparing(candidate -> candidate.before == null)
      .thenComparing(Comparator.comparingLong(Candidate::count).reversed())
      .thenComparing(Candidate::name);

  /** Returns whether it gets a column regardless of other candidates, if its type is known. */
  boolean isSure() {
    return isTyped() || match != NameMatch.NONE;
  }

  /** Returns whether its type is known even if the sample has no value. */
  boolean isTyped() {
    return keyIndex != NO_KEY || stated || before != null;
  }

  private long count() {
    return tally.count();
  }
}
