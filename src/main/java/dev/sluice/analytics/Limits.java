package dev.sluice.analytics;

import java.io.Serializable;

/**
 * The numbers of models, and of versions of each, that have figures of their own. Those with the most items are kept;
 * of equal counts the first by name. The others are summed up.
 *
 * @param models at least 1
 * @param versions of each model, at least 1
 * @param pairs limit of models and versions together; if there are more, all models keep equally few versions
 */
public record Limits(int models, int versions, int pairs) implements Serializable {
  /** The limits of {@code reference.conf}. */
  public static final Limits DEFAULT = new Limits(1000, 100);

  private static final int PAIRS = 5000;

  /** Creates limits of models and of versions of each; together {@value #PAIRS}, or the larger of the two. */
  public Limits(int models, int versions) {
    this(models, versions, Math.max(PAIRS, Math.max(models, versions)));
  }

  /** Returns the number of versions that each of so many models may keep. */
  int versionsOf(int count) {
    return Math.max(1, Math.min(versions, pairs / Math.max(1, count)));
  }
}
