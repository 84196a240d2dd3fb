package dev.sluice.schema;

import dev.sluice.schema.NamedAttributes.Asked;
import java.util.Comparator;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * A name that may get a column, or a field.
 *
 * @param keyIndex index among the keys; {@link #NO_KEY}: it is none
 * @param stated true if the user has declared it
 * @param asked how the configuration names it
 * @param before the earlier column of the name; null: there was none
 */
record Candidate(
    String name,
    TypeTally tally,
    int keyIndex,
    boolean stated,
    Asked asked,
    @Nullable StructField before) {
  static final int NO_KEY = Integer.MAX_VALUE;

  /** Orders candidates if there is not room for all, or if names differ by case only. */
  static final Comparator<Candidate> PRECEDENCE = Comparator.comparingInt(Candidate::keyIndex)
      .thenComparing(Comparator.comparing(Candidate::stated).reversed())
      .thenComparing(Candidate::asked)
      .thenComparing(candidate -> candidate.before == null)
      .thenComparing(Comparator.comparingLong(Candidate::count).reversed())
      .thenComparing(Candidate::name);

  /** Returns whether it gets a column whatever others there are, if its type is known. */
  boolean isSure() {
    return isTyped() || asked != Asked.NOT;
  }

  /** Returns whether it has a type even if the sample has none. */
  boolean isTyped() {
    return keyIndex != NO_KEY || stated || before != null;
  }

  private long count() {
    return tally.count();
  }
}
